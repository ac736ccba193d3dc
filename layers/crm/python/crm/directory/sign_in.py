"""Sign-ins: the user pool follows the directory."""

from crm.core import aws, environment
from crm.directory import repository
from crm.directory.models import User


def provision(user_id: str) -> None:
    """Bring the user pool's user in step with the directory's record, however often it is called.

    The record is read anew: a late delivery of an old event applies what holds now.
    """
    user = repository.users.find(user_id)
    if user is None:
        return
    client, pool = aws.client("cognito-idp"), environment.get("USER_POOL")
    attributes = [{"Name": "email", "Value": user.email}, {"Name": "email_verified", "Value": "true"}]
    try:
        client.admin_create_user(
            UserPoolId=pool, Username=user.id, UserAttributes=attributes, DesiredDeliveryMediums=["EMAIL"]
        )
    except client.exceptions.UsernameExistsException:
        client.admin_update_user_attributes(UserPoolId=pool, Username=user.id, UserAttributes=attributes)
    _set_groups(user)
    if user.active:
        client.admin_enable_user(UserPoolId=pool, Username=user.id)
    else:
        client.admin_disable_user(UserPoolId=pool, Username=user.id)


def _set_groups(user: User) -> None:
    client, pool = aws.client("cognito-idp"), environment.get("USER_POOL")
    answer = client.admin_list_groups_for_user(UserPoolId=pool, Username=user.id)
    has = {group["GroupName"] for group in answer["Groups"]}
    for role in sorted(set(user.roles) - has):
        client.admin_add_user_to_group(UserPoolId=pool, Username=user.id, GroupName=role)
    for role in sorted(has - set(user.roles)):
        client.admin_remove_user_from_group(UserPoolId=pool, Username=user.id, GroupName=role)
