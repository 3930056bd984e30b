variable "service_name" {
  type = string
}

variable "file_upload_jobs" {
  type = map(object({
    source_bucket = string
    path_prefix   = string
    task_command  = list(string)
  }))
}

variable "scheduled_jobs" {
  type = map(object({
    task_command        = list(string)
    schedule_expression = string
  }))
}

data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  run_task = {
    Type     = "Task"
    Resource = "arn:aws:states:::ecs:runTask.sync"
    End      = true
  }
  run_parameters = {
    Cluster        = "arn:aws:ecs:us-east-1:${local.account_id}:cluster/${var.service_name}"
    TaskDefinition = "arn:aws:ecs:us-east-1:${local.account_id}:task-definition/${var.service_name}"
    LaunchType     = "FARGATE"
    NetworkConfiguration = {
      AwsvpcConfiguration = { Subnets = ["subnet-1"], SecurityGroups = ["sg-1"] }
    }
  }
}

resource "aws_cloudwatch_event_rule" "file_upload_jobs" {
  for_each = var.file_upload_jobs

  name        = "${var.service_name}-${each.key}"
  description = "File uploaded to bucket ${each.value.source_bucket} with path prefix ${each.value.path_prefix}"
  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = { name = [each.value.source_bucket] }
      object = { key = [{ prefix = each.value.path_prefix }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "document_upload_jobs" {
  for_each = var.file_upload_jobs

  target_id = "${var.service_name}-${each.key}"
  rule      = aws_cloudwatch_event_rule.file_upload_jobs[each.key].name
  arn       = aws_sfn_state_machine.file_upload_jobs[each.key].arn
  role_arn  = aws_iam_role.events.arn

  input_transformer {
    input_paths = {
      bucket_name = "$.detail.bucket.name"
      object_key  = "$.detail.object.key"
    }
    input_template = replace(replace(jsonencode({
      task_command = each.value.task_command
    }), "\\u003c", "<"), "\\u003e", ">")
  }
}

resource "aws_sfn_state_machine" "file_upload_jobs" {
  for_each = var.file_upload_jobs

  name     = "${var.service_name}-${each.key}"
  role_arn = aws_iam_role.workflow_orchestrator.arn
  definition = jsonencode({
    StartAt = "RunTask"
    States = {
      RunTask = merge(local.run_task, {
        Parameters = merge(local.run_parameters, {
          Overrides = {
            ContainerOverrides = [{ Name = var.service_name, "Command.$" = "$.task_command" }]
          }
        })
      })
    }
  })

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.file_upload_jobs[each.key].arn}:*"
    include_execution_data = true
    level                  = "ERROR"
  }

  tracing_configuration {
    enabled = true
  }
}

resource "aws_cloudwatch_log_group" "file_upload_jobs" {
  for_each = var.file_upload_jobs

  name_prefix       = "/aws/vendedlogs/states/${var.service_name}-${each.key}/file-upload-jobs/"
  retention_in_days = 1827
}

resource "aws_scheduler_schedule" "scheduled_jobs" {
  for_each = var.scheduled_jobs

  name                         = "${var.service_name}-${each.key}"
  state                        = "ENABLED"
  schedule_expression          = each.value.schedule_expression
  schedule_expression_timezone = "Etc/UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.scheduled_jobs[each.key].arn
    role_arn = aws_iam_role.scheduler.arn

    retry_policy {
      maximum_retry_attempts = 0
    }
  }
}

resource "aws_sfn_state_machine" "scheduled_jobs" {
  for_each = var.scheduled_jobs

  name     = "${var.service_name}-${each.key}"
  role_arn = aws_iam_role.workflow_orchestrator.arn
  definition = jsonencode({
    StartAt = "RunTask"
    States = {
      RunTask = merge(local.run_task, {
        Parameters = merge(local.run_parameters, {
          Overrides = {
            ContainerOverrides = [{ Name = var.service_name, Command = each.value.task_command }]
          }
        })
      })
    }
  })

  logging_configuration {
    log_destination        = "${aws_cloudwatch_log_group.scheduled_jobs[each.key].arn}:*"
    include_execution_data = true
    level                  = "ERROR"
  }

  tracing_configuration {
    enabled = true
  }
}

resource "aws_cloudwatch_log_group" "scheduled_jobs" {
  for_each = var.scheduled_jobs

  name_prefix       = "/aws/vendedlogs/states/${var.service_name}-${each.key}/scheduled-jobs/"
  retention_in_days = 1827
}
