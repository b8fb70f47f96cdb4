targetScope = 'subscription'

var roleName = 'Registry Publisher'

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, roleName)
  properties: {
    roleName: roleName
    description: 'Publishes assets on the team\'s registry.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.X/registries/read'
          'Microsoft.X/registries/assets/*'
        ]
        notActions: []
        dataActions: [
          'Microsoft.X/registries/peek/action'
        ]
        notDataActions: []
      }
    ]
    assignableScopes: [
      '/subscriptions/11111111-1111-4111-8111-111111111111'
      '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-b'
    ]
  }
}
