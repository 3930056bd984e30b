locals {
  scheduled_jobs = {
    sprint-report = {
      task_command        = ["make", "extract-and-load"]
      schedule_expression = "rate(8 hours)"
      state               = "ENABLED"
    }
    load-tables = {
      task_command        = ["numbers", "load"]
      schedule_expression = "cron(0 11 * * ? *)"
      state               = "DISABLED"
    }
  }
}
