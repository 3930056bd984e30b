"""EC2's filters accept the wildcards * and ?.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
"""

from ministack.services import ec2

parse_filters = ec2._parse_filters


class Patterns(list):
    """A list of values with wildcards, which contains every matching value."""

    def __contains__(self, value):
        return any(ec2._glob_match(pattern, value) for pattern in self)


ec2._parse_filters = lambda parameters: {name: Patterns(values) for name, values in parse_filters(parameters).items()}
