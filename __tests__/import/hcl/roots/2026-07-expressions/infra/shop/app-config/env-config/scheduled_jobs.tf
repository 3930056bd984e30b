locals {
  nightly = "cron(0 4 * * ? *)"
  scheduled_jobs = {
    nightly = {
      task_command        = ["bin/nightly", "--environment", var.environment]
      schedule_expression = local.nightly
    }
    clean = {
      task_command        = concat(["bin/clean"], [for age in [1, 2] : "--age=${age}"])
      schedule_expression = var.environment == "prod" ? local.nightly : "rate(1 day)"
    }
    wrong = {
      task_command        = ["bin/wrong"]
      schedule_expression = "cron(* * * * *)"
      note                = <<EOT
two lines
of text: "x"
EOT
    }
  }
}
