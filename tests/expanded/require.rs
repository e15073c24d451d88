const ONE: Requirement = require!(permission = "edit");
const SEVERAL: Requirement = require!(any(role = "Admin", caller = "application"));
