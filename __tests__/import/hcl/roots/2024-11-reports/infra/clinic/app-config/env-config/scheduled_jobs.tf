locals {
  scheduled_jobs = {
    send_weekly_letters = {
      task_command        = ["bin/rails", "letters:send_all"]
      schedule_expression = "cron(0 12 ? * MON *)" # Monday, noon in UTC
    }

    erase_old_rows = {
      task_command        = ["bin/rails", "rows:erase_all"]
      schedule_expression = "cron(0 14 ? * * *)" // each day
    }
  }
}
