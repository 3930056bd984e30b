"""EC2's filters accept the wildcards * and ?, and security groups have the filter group-id.

The parameter E2eId of CreateVpc, CreateSubnet and CreateSecurityGroup sets the ID of the new resource, so that an account
has the IDs of a configuration. AWS has no such parameter.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
"""

from ministack.services import ec2

parse_filters = ec2._parse_filters
matches_tag_filters = ec2._resource_matches_tag_filters


class Patterns(list):
    """A list of values with wildcards, which contains every matching value."""

    def __contains__(self, value):
        return any(ec2._glob_match(pattern, value) for pattern in self)


def matches_filters(resource_id, filters):
    """Every security group is compared with the filters of tags, and here also with its ID."""
    if resource_id.startswith("sg-") and resource_id not in filters.get("group-id", [resource_id]):
        return False
    return matches_tag_filters(resource_id, filters)


def accept_id(action, function_name):
    create, new_id = ec2._ACTION_MAP[action], getattr(ec2, function_name)

    def create_with_id(parameters):
        given = ec2._p(parameters, "E2eId")
        setattr(ec2, function_name, (lambda: given) if given else new_id)
        try:
            return create(parameters)
        finally:
            setattr(ec2, function_name, new_id)

    ec2._ACTION_MAP[action] = create_with_id


ec2._parse_filters = lambda parameters: {name: Patterns(values) for name, values in parse_filters(parameters).items()}
ec2._resource_matches_tag_filters = matches_filters
accept_id("CreateVpc", "_new_vpc_id")
accept_id("CreateSubnet", "_new_subnet_id")
accept_id("CreateSecurityGroup", "_new_sg_id")
