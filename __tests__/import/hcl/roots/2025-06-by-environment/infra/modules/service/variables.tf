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
    state               = string
    cpu                 = optional(number, 1024)
    mem                 = optional(number, 2048)
    environment_vars = optional(list(object({
      Name  = string
      Value = string
    })), [])
    role_override = optional(string, null)
  }))
  default = {}
}
