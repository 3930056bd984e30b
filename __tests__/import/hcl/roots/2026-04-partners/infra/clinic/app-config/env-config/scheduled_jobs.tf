locals {
  scheduled_jobs = {
    send_north_letters = {
      task_command        = ["bin/rails", "partner:letters[north_des]"]
      schedule_expression = "cron(0 15 ? * * *)"
    }
    send_south_letters = {
      task_command        = ["bin/rails", "partner:letters[south_dhs]"]
      schedule_expression = "cron(0 15 ? * * *)"
    }
  }
}
