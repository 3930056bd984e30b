variable "app_name" {
  type = string
}

variable "environment" {
  type        = string
  description = "for example dev"
}

variable "default_region" {
  type = string
}

variable "network_name" {
  type = string
}

variable "project_name" {
  type = string
}

variable "has_database" {
  type = bool
}

variable "service_cpu" {
  type    = number
  default = 256
}

variable "service_memory" {
  type    = number
  default = 512
}
