locals {
  scheduled_jobs = {
    cron = {
      task_command        = ["python", "-m", "shop", "cron"]
      schedule_expression = "cron(0 * ? * * *)"
    }
  }
}
