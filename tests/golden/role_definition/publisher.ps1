Import-Module Az.Resources
$role = [Microsoft.Azure.Commands.Resources.Models.Authorization.PSRoleDefinition]::new()
$role.Name = 'Registry Publisher'
$role.Description = 'Publishes assets on the team''s registry.'
$role.IsCustom = $true
$role.Actions = @(
  'Microsoft.X/registries/read',
  'Microsoft.X/registries/assets/*'
)
$role.NotActions = @()
$role.DataActions = @(
  'Microsoft.X/registries/peek/action'
)
$role.NotDataActions = @()
$role.AssignableScopes = @(
  '/subscriptions/11111111-1111-4111-8111-111111111111',
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-b'
)
New-AzRoleDefinition -Role $role
