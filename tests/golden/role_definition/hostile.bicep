targetScope = 'managementGroup'

var roleName = '[it\'s \${a} %{b} "x" \\ ’; rm]'

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(managementGroup().id, roleName)
  properties: {
    roleName: roleName
    description: '[concat(\'a\')]'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'X/$y/read'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [
      '/providers/Microsoft.Management/managementGroups/mg-root'
    ]
  }
}
