# What the jobs use is here, and the jobs are in ./background-jobs, which "background-jobs synth --module" writes.

terraform {
  required_version = ">= 1.5.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
  # Replace this with your own backend.
  backend "local" {}
}

provider "aws" {
  region = "eu-central-1"
}

variable "image" {
  description = "Image of the application."
  type        = string
}

data "aws_subnets" "private" {
  tags = { Tier = "private" }
}

data "aws_subnet" "first" {
  id = data.aws_subnets.private.ids[0]
}

resource "aws_security_group" "tasks" {
  name   = "reports-dev"
  vpc_id = data.aws_subnet.first.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.tasks.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_s3_bucket" "uploads" {
  bucket = "reports-dev-uploads"
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket      = aws_s3_bucket.uploads.bucket
  eventbridge = true
}

resource "aws_ecs_cluster" "reports" {
  name = "reports-dev"
}

resource "aws_iam_role" "tasks" {
  for_each = toset(["task", "execution"])
  name     = "reports-dev-${each.key}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.tasks["execution"].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_ecs_task_definition" "reports" {
  family                   = "reports-dev"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = aws_iam_role.tasks["task"].arn
  execution_role_arn       = aws_iam_role.tasks["execution"].arn
  container_definitions = jsonencode([
    { name = "reports-dev", image = var.image, essential = true },
  ])
}

module "jobs" {
  source = "./background-jobs/dev"

  bucket_name            = aws_s3_bucket.uploads.bucket
  cluster_name           = aws_ecs_cluster.reports.name
  task_definition_family = aws_ecs_task_definition.reports.family
  network = {
    subnet_ids         = data.aws_subnets.private.ids
    security_group_ids = [aws_security_group.tasks.id]
  }
  roles = {
    task_role_arn      = aws_iam_role.tasks["task"].arn
    execution_role_arn = aws_iam_role.tasks["execution"].arn
  }
  tags = { owner = "reports" }
}

output "state_machine_arns" {
  description = "State machines of the jobs, by the name of the job."
  value       = module.jobs.state_machine_arns
}
