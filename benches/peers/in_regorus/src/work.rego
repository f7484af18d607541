package work

import rego.v1

enterprise := input["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]

synced if enterprise.department in ["Engineering", "Support", "Sales"]

synced if {
	some group in input.groups
	startswith(lower(group.display), "sync-")
}

inside if {
	endswith(lower(input.userName), "@example.com")
	synced
	object.get(input, "userType", "") != "Contractor"
}

status := "inactive" if input.active == false
else := "active"

display_name := input.displayName if input.displayName != null
else := concat(" ", [input.name.givenName, input.name.familyName])

work_emails := [it.value | some it in input.emails; it.type == "work"]

primary_emails := [it.value | some it in input.emails; it.primary == true]

email := lower(work_emails[0]) if count(work_emails) > 0
else := lower(primary_emails[0]) if count(primary_emails) > 0
else := lower(input.userName)

mobiles := [it.value | some it in input.phoneNumbers; it.type == "mobile"]

mobile := mobiles[0] if count(mobiles) > 0
else := ""

cities := [it.locality | some it in input.addresses; it.type == "work"]

city := cities[0] if count(cities) > 0
else := ""

title := trim_space(input.title) if input.title != null
else := ""

default decision := []

decision := [
	status,
	input.name.givenName,
	input.name.familyName,
	display_name,
	email,
	mobile,
	"India",
	city,
	enterprise.employeeNumber,
	enterprise.department,
	enterprise.costCenter,
	title,
	lower(split(input.userName, "@")[0]),
] if inside
