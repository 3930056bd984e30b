resource "aws_cloudwatch_event_rule" "file_upload_jobs" {
  for_each = var.file_upload_jobs
  name     = "${var.service_name}-${each.key}"
}
