# What OPA and Regorus evaluate. The rules are data, looked up by user, group and resource: there is
# no walk over all of them.
package peers

import rego.v1

default allow := false

allow if {
	some group in data.groups[input.user]
	data.permissions[group][input.resource][input.action]
}
