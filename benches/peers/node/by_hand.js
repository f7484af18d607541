// The work by hand: a parsed user in, the decision as an object out.

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const FIELDS = [
  'given_name', 'family_name', 'display_name', 'email', 'mobile', 'country', 'city',
  'employee_id', 'department', 'cost_centre', 'job_title', 'login',
]
const DEPARTMENTS = new Set(['engineering', 'support', 'sales'])
const BECAUSE = { rule: 'sync users where', line: 22 }
export const IGNORE = { action: 'ignore', because: BECAUSE }

export function decide(user) {
  return inScope(user) ? create(user) : IGNORE
}

function inScope(user) {
  const department = user[ENTERPRISE]?.department ?? ''
  return user.userName.toLowerCase().endsWith('@example.com')
    && (DEPARTMENTS.has(department.toLowerCase())
      || (user.groups ?? []).some(group => group.display.toLowerCase().startsWith('sync-')))
    && user.userType?.toLowerCase() !== 'contractor'
}

// The decision of somebody in scope.
export function create(user) {
  const { givenName: given, familyName: family } = user.name ?? {}
  const enterprise = user[ENTERPRISE] ?? {}
  const work = user.emails?.find(email => email.type === 'work')
  const email = work?.value ?? user.emails?.find(email => email.primary)?.value ?? user.userName
  return created(user.active !== false, [
    given,
    family,
    user.displayName || (given && family ? `${given} ${family}` : null),
    email.toLowerCase(),
    user.phoneNumbers?.find(phone => phone.type === 'mobile')?.value,
    'India',
    user.addresses?.find(address => address.type === 'work')?.locality,
    enterprise.employeeNumber,
    enterprise.department,
    enterprise.costCenter,
    user.title?.trim(),
    user.userName.split('@')[0].toLowerCase(),
  ])
}

function created(active, values) {
  const record = {}
  for (let at = 0; at < FIELDS.length; at++) {
    if (values[at]) record[FIELDS[at]] = values[at]
  }
  const match = []
  if (record.employee_id) match.push({ field: 'employee_id', value: record.employee_id })
  if (record.email) match.push({ field: 'email', value: record.email })
  return {
    action: 'create', event: 'create', status: active ? 'active' : 'inactive',
    record, match, because: BECAUSE,
  }
}

// The decision of what an engine worked out: status and values, or nothing.
export function ofList(values) {
  return values ? created(values[0] === 'active', values.slice(1)) : IGNORE
}
