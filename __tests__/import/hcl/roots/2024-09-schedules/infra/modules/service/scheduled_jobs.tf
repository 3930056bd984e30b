resource "aws_sfn_state_machine" "scheduled_jobs" {
  for_each = var.scheduled_jobs
}
