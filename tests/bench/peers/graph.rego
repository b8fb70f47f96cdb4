# What OPA and Regorus evaluate where groups and resources are graphs (peer_rows.h): what anyone above
# the user holds at anything above the resource.
package peers

import rego.v1

default allow := false

holders := graph.reachable(data.groups, {input.user}) | {input.user}

places := graph.reachable(data.parents, {input.resource}) | {input.resource}

denied if {
	some holder in holders
	some place in places
	data.denied[holder][place]
}

allow if {
	not denied
	some holder in holders
	some place in places
	some role in data.granted[holder][place]
	data.actions[role][input.action]
}
