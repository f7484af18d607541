."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" as $enterprise
| if (.userName | ascii_downcase | endswith("@example.com"))
    and (($enterprise.department | . == "Engineering" or . == "Support" or . == "Sales")
      or any(.groups[]?; .display | ascii_downcase | startswith("sync-")))
    and .userType != "Contractor"
  then [
    (if .active == false then "inactive" else "active" end),
    .name.givenName,
    .name.familyName,
    (.displayName // (.name | if .givenName and .familyName then .givenName + " " + .familyName else null end)),
    ((first(.emails[]? | select(.type == "work").value)
      // first(.emails[]? | select(.primary).value)
      // .userName) | ascii_downcase),
    (first(.phoneNumbers[]? | select(.type == "mobile").value) // null),
    "India",
    (first(.addresses[]? | select(.type == "work").locality) // null),
    $enterprise.employeeNumber,
    $enterprise.department,
    $enterprise.costCenter,
    (.title | if . then trim else null end),
    (.userName | split("@") | .[0] | ascii_downcase)
  ] else null end
