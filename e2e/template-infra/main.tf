# A root with the jobs of template-infra v0.21.0: the same addresses, names, policies and definitions. The cluster and its
# task definition exist already.
provider "aws" {
  region = "us-east-1"
}

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

module "service" {
  source           = "./modules/service"
  service_name     = "app-e2e"
  file_upload_jobs = var.file_upload_jobs
  scheduled_jobs   = var.scheduled_jobs
}
