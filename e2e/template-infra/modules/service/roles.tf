locals {
  principals = {
    events                = "events.amazonaws.com"
    scheduler             = "scheduler.amazonaws.com"
    workflow_orchestrator = "states.amazonaws.com"
  }
  trust = {
    for name, principal in local.principals : name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = principal }
      }]
    })
  }
}

resource "aws_iam_role" "events" {
  name               = "${var.service_name}-events"
  assume_role_policy = local.trust.events
}

resource "aws_iam_role_policy_attachment" "events" {
  role       = aws_iam_role.events.name
  policy_arn = aws_iam_policy.run_task.arn
}

# The policy has a statement for each job, so an apply without a job changes it.
resource "aws_iam_policy" "run_task" {
  name = "${var.service_name}-run-access"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = "events:DescribeRule", Resource = "*" }],
      [
        for machine in aws_sfn_state_machine.file_upload_jobs :
        { Effect = "Allow", Action = "states:StartExecution", Resource = machine.arn }
      ],
    )
  })
}

resource "aws_iam_role" "scheduler" {
  name               = "${var.service_name}-scheduler"
  assume_role_policy = local.trust.scheduler
}

resource "aws_iam_role_policy_attachment" "scheduler" {
  role       = aws_iam_role.scheduler.name
  policy_arn = aws_iam_policy.scheduler.arn
}

resource "aws_iam_policy" "scheduler" {
  name = "${var.service_name}-scheduler"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = "events:DescribeRule", Resource = "*" }],
      [
        for machine in aws_sfn_state_machine.scheduled_jobs :
        { Effect = "Allow", Action = "states:StartExecution", Resource = machine.arn }
      ],
    )
  })
}

resource "aws_iam_role" "workflow_orchestrator" {
  name               = "${var.service_name}-workflow-orchestrator"
  assume_role_policy = local.trust.workflow_orchestrator
}

resource "aws_iam_role_policy_attachment" "workflow_orchestrator" {
  role       = aws_iam_role.workflow_orchestrator.name
  policy_arn = aws_iam_policy.workflow_orchestrator.arn
}

resource "aws_iam_policy" "workflow_orchestrator" {
  name = "${var.service_name}-workflow-orchestrator"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["ecs:RunTask", "ecs:StopTask", "ecs:DescribeTasks"], Resource = "*" },
      { Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::${local.account_id}:role/${var.service_name}-*" },
      { Effect = "Allow", Action = ["logs:*"], Resource = "*" },
      { Effect = "Allow", Action = ["events:PutTargets", "events:PutRule", "events:DescribeRule"], Resource = "*" },
    ]
  })
}
