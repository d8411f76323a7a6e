"""What people see: a module a page. `view` makes what it shows of a build, the last function answers a request."""
