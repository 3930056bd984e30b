locals {
  scheduled_jobs = {
    tag_answers = {
      task_command = ["poetry", "run", "tag-answers"]
      # Every three hours of the working day.
      schedule_expression = "cron(0 12,15,18,21,0 * * ? *)"
    }
  }
}
