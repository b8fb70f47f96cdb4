resource "azurerm_role_definition" "registry_publisher" {
  name        = "Registry Publisher"
  scope       = "/subscriptions/11111111-1111-4111-8111-111111111111"
  description = "Publishes assets on the team's registry."

  permissions {
    actions = [
      "Microsoft.X/registries/read",
      "Microsoft.X/registries/assets/*",
    ]
    data_actions = [
      "Microsoft.X/registries/peek/action",
    ]
  }

  assignable_scopes = [
    "/subscriptions/11111111-1111-4111-8111-111111111111",
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-b",
  ]
}
