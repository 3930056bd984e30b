locals {
  copy-arguments = {
    dev         = ["flask", "copy", "--all", "--dry-run"]
    "infra-dev" = ["flask", "copy", "--all", "--dry-run"]
    training    = ["flask", "copy", "--all"]
    prod        = ["flask", "copy", "--all"]
    # No module has this environment.
    grantee = ["flask", "copy"]
  }
  sizes = {
    training = {
      cpu = 1024
      mem = 4096
      environment_vars = [
        { "Name" : "BATCH", "Value" : "50" }
      ]
    }
    prod = {
      cpu = 1024
      mem = 4096
    }
  }
  mail-state = {
    dev         = "ENABLED"
    "infra-dev" = "ENABLED"
    training    = "DISABLED"
    prod        = "ENABLED"
  }
  scheduled_jobs = {
    copy-records = {
      task_command        = local.copy-arguments[var.environment]
      schedule_expression = "cron(0 * * * ? *)"
      state               = "ENABLED"
      cpu                 = try(local.sizes[var.environment].cpu, null)
      mem                 = try(local.sizes[var.environment].mem, null)
      environment_vars    = try(local.sizes[var.environment].environment_vars, null)
    }
    index_search = {
      task_command        = ["flask", "search", "index"]
      schedule_expression = "cron(30 * * * ? *)"
      state               = "ENABLED"
      cpu                 = try(local.sizes[var.environment].cpu, null)
      mem                 = try(local.sizes[var.environment].mem, null)
      role_override       = "search-write"
    }
    send-mail = {
      task_command        = ["flask", "task", "send-mail"]
      schedule_expression = "cron(40 16 * * ? *)"
      state               = local.mail-state[var.environment]
      cpu                 = try(local.sizes[var.environment].cpu, null)
      mem                 = try(local.sizes[var.environment].mem, null)
    }
  }
}
