variable "file_upload_jobs" {
  type = map(object({
    source_bucket = string
    path_prefix   = string
    task_command  = list(string)
  }))
  default = {}
}

variable "scheduled_jobs" {
  type = map(object({
    task_command        = list(string)
    schedule_expression = string
  }))
  default = {}
}
