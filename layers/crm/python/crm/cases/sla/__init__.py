"""Service levels: clocks that run in business time, as pure functions of what happened and when."""
