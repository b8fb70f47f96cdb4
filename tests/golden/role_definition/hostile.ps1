Import-Module Az.Resources
$role = [Microsoft.Azure.Commands.Resources.Models.Authorization.PSRoleDefinition]::new()
$role.Name = '[it''s ${a} %{b} "x" \ ’’; rm]'
$role.Description = '[concat(''a'')]'
$role.IsCustom = $true
$role.Actions = @(
  'X/$y/read'
)
$role.NotActions = @()
$role.DataActions = @()
$role.NotDataActions = @()
$role.AssignableScopes = @(
  '/providers/Microsoft.Management/managementGroups/mg-root'
)
New-AzRoleDefinition -Role $role
