resource "azurerm_role_definition" "it_s_a_b_x_rm" {
  name        = "[it's $${a} %%{b} \"x\" \\ ’; rm]"
  scope       = "/providers/Microsoft.Management/managementGroups/mg-root"
  description = "[concat('a')]"

  permissions {
    actions = [
      "X/$y/read",
    ]
  }

  assignable_scopes = [
    "/providers/Microsoft.Management/managementGroups/mg-root",
  ]
}
