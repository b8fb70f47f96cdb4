#!/usr/bin/env bash
# Collects what Leastwise needs to know about one Azure tenant, with your own sign-in, read-only.
#
#   docs/collect.sh --out tenant        # then: leastwise who-can --tenant tenant ...
#
# It never stops at the first refusal. What could not be read is named at the end and in
# collection-report.txt, and the file concerned keeps the link that was not followed, by which
# Leastwise knows that the export is cut off. What is read and why, and which rights it takes:
# docs/collecting.md. Test: tests/collect.
#
# Needs: bash 4, az (signed in), python3 (standard library only; where it is not on the PATH, the
# one that az was installed with is used). jq was the other choice: az brings a Python, nothing
# brings jq.
#
# Exit codes: 0 complete; 1 something was not read; 2 wrong use, or not signed in.
set -euo pipefail

# Versions of the services asked. Deny assignments: the first version that says whether one is
# enforced or only audited. Members: v1.0 of Graph leaves service principals out, so beta is asked.
readonly kRoleApi=2022-04-01
readonly kDenyApi=2024-07-01-preview
readonly kPimApi=2020-10-01
readonly kGroupsApi=2020-05-01
readonly kMembersVersion=beta

readonly kUserFields='id,displayName,userPrincipalName,mail,userType,accountEnabled,jobTitle'
readonly kServicePrincipalFields='id,appId,displayName,servicePrincipalType,accountEnabled,'\
'alternativeNames,servicePrincipalNames'
readonly kGroupFields='id,displayName,description,mailNickname,securityEnabled,groupTypes,'\
'membershipRule'
readonly kMemberFields='id,displayName,userPrincipalName,appId'

# Azure asks callers to slow down; then a call is repeated, up to this often, after a pause.
readonly kAttempts=5
readonly kPause="${LEASTWISE_COLLECT_PAUSE:-20}"

usage() {
  cat <<'TEXT'
usage: collect.sh [--out DIR] [--without-operations]

Reads one Azure tenant with the account that az is signed in with and writes a directory that
`leastwise --tenant DIR` reads.

  --out DIR              where to write (default: tenant); must not exist or be empty
  --without-operations   leave the 22,000 provider operations out (a minute less, 15 MB less)
  -h, --help             this text

exit codes: 0 complete, 1 something could not be read (see DIR/collection-report.txt),
            2 wrong use or not signed in
TEXT
}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "collect: $*"
  exit 2
}

# --- asking Azure ---------------------------------------------------------------------------------

# ask FILE AZ-ARGUMENTS...: the answer of one az call in FILE, and in $link_after the link to the
# next page, if there is one; on failure there is no FILE and $work/why has the reason in one line.
ask() {
  local file="$1" attempt=1
  shift
  while true; do
    if az "$@" --only-show-errors --output json >"$file" 2>"$work/stderr"; then
      link_after="$(json_part check "$file" 2>"$work/why")" && return 0
      break
    fi
    if ((attempt < kAttempts)) &&
      grep -qiE 'too ?many ?requests|\b429\b|throttl' "$work/stderr"; then
      attempt=$((attempt + 1))
      sleep "$kPause"
      continue
    fi
    json_part reason "$work/stderr" >"$work/why"
    break
  done
  rm -f "$file"
  return 1
}

# new_page KIND: the name for the next page of a kind, in $page. Pages merge in the order of names.
new_page() {
  mkdir -p "$work/$1"
  pages=$((pages + 1))
  printf -v page '%s/%s/%08d.json' "$work" "$1" "$pages"
}

# missed KIND LINK WHAT: something was not read, for the reason in $work/why. The kind's file will
# hold the first LINK that was not followed.
missed() {
  mkdir -p "$work/$1"
  [[ -e "$work/$1/missing" ]] || printf '%s' "$2" >"$work/$1/missing"
  printf '%s: %s\n' "$3" "$(cat "$work/why")" >>"$work/missed.txt"
  say "  could not read $3"
}

# list KIND LINK WHAT AZ-ARGUMENTS...: one az command that follows its own pages.
list() {
  local kind="$1" link="$2" what="$3"
  shift 3
  new_page "$kind"
  ask "$page" "$@" || missed "$kind" "$link" "$what"
}

# follow KIND METHOD LINK WHAT: a REST list, page after page to the last.
follow() {
  local kind="$1" method="$2" link="$3" what="$4"
  local -A seen=()
  while [[ -n "$link" ]]; do
    if [[ -n "${seen["$link"]:-}" || ("$link" != "$arm"/* && "$link" != "$graph"/*) ]]; then
      echo 'the link to the next page leads nowhere new' >"$work/why"
      missed "$kind" "$link" "$what"
      return 0
    fi
    seen["$link"]=1
    new_page "$kind"
    if ! ask_page "$method" "$link" "${#seen[@]}"; then
      no_licence "$kind" || missed "$kind" "$link" "$what"
      return 0
    fi
    link="$link_after"
  done
}

# ask_page METHOD LINK NUMBER: later pages of a list that is asked with POST may want GET.
ask_page() {
  ask "$page" rest --method "$1" --url "$2" && return 0
  [[ "$1" == post && "$3" -gt 1 ]] || return 1
  ask "$page" rest --method get --url "$2"
}

# A tenant without the licence for PIM has no PIM records: that is an answer, not a gap.
no_licence() {
  [[ "$1" == pim-* ]] && grep -qi 'AadPremiumLicenseRequired' "$work/stderr" || return 1
  echo 'this tenant has no licence for Privileged Identity Management: nothing is eligible' \
    >"$work/note-pim"
}

# --- writing --------------------------------------------------------------------------------------

# write FORM FILE KIND [GROUP]: joins the pages of a kind into one file. FORM: `array` as az prints
# lists, `value` as the REST services do, `graph` as Microsoft Graph does, `members` with the group.
write() {
  mkdir -p "$work/$3"
  json_part merge "$1" "$out/$2" "$work/$3" "${4:-}" >>"$work/written.txt"
}

json_part() { "$python" -I -S "$work/pages.py" "$@"; }

# The part that reads and writes JSON; holds one page at a time, never a whole list.
write_python_part() {
  cat >"$work/pages.py" <<'PYTHON'
import hashlib, json, os, sys

def load(path):
    with open(path, encoding="utf-8-sig") as file:
        return json.load(file)

def records(document):
    if isinstance(document, list):
        return document
    return document["value"] if isinstance(document.get("value"), list) else [document]

def next_link(document):
    if isinstance(document, list):
        return ""
    return document.get("@odata.nextLink") or document.get("nextLink") or ""

def check(path):
    try:
        document = load(path)
    except ValueError as error:
        sys.exit(f"the answer is no JSON: {error}")
    if not isinstance(document, (list, dict)):
        sys.exit("the answer is neither an object nor a list")
    print(next_link(document))

def reason(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = [line.strip() for line in file if line.strip()]
    errors = [line for line in lines if line.upper().startswith("ERROR")] or lines
    print(errors[0][:300] if errors else "az failed without a message")

def pages(folder):
    names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))
    return (load(os.path.join(folder, name)) for name in names)

def kept(folder):
    """Every record of the folder's pages once: neighbouring scopes list what they inherit."""
    seen = set()
    for document in pages(folder):
        for record in records(document):
            digest = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).digest()
            if digest not in seen:
                seen.add(digest)
                yield record

def context(folder):
    """What Graph says that the list is of: the only trace of its kind when the list is empty."""
    first = next(pages(folder), None)
    return first.get("@odata.context") if isinstance(first, dict) else None

def heading(form, folder, group):
    if form == "members":
        yield "groupId", group
    if form in ("graph", "members") and context(folder):
        yield "@odata.context", context(folder)

def merge(form, path, folder, group):
    missing = os.path.join(folder, "missing")
    link = open(missing, encoding="utf-8").read() if os.path.exists(missing) else None
    link_name = "@odata.nextLink" if form in ("graph", "members") else "nextLink"
    bare = form == "array" and link is None
    margin = "" if bare else "  "
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        if not bare:
            file.write("{\n")
            for key, value in heading(form, folder, group):
                file.write(f'  "{key}": {json.dumps(value)},\n')
            file.write('  "value": ')
        file.write("[")
        for record in kept(folder):
            text = "\n" + json.dumps(record, ensure_ascii=False, indent=2)
            file.write(("," if count else "") + text.replace("\n", f"\n{margin}  "))
            count += 1
        file.write(f"\n{margin}]" if count else "]")
        if link is not None:
            file.write(f',\n  "{link_name}": {json.dumps(link)}')
        file.write("\n" if bare else "\n}\n")
    print(f"{os.path.basename(path)}\t{count}\t{'complete' if link is None else 'NOT COMPLETE'}")

def subscriptions(path, tenant):
    """Of the tenant alone; without any subscription az lists the tenant itself in their place."""
    for account in load(path):
        if account["tenantId"] == tenant and account["id"] != tenant:
            print(account["id"])

def entities(folder):
    return [record for document in pages(folder) for record in records(document)]

def groups_of(folder):
    for record in entities(folder):
        if record["type"].lower() == "microsoft.management/managementgroups":
            print(record["id"])

def hierarchy_gaps(folder, subscriptions_file):
    """What one part of the hierarchy names and no other part has."""
    known = {record["id"].lower(): record for record in entities(folder)}
    with open(subscriptions_file, encoding="utf-8") as file:
        readable = {"/subscriptions/" + line.strip().lower() for line in file if line.strip()}
    parents = {((record.get("properties") or {}).get("parent") or {}).get("id") or ""
               for record in known.values()}
    named = {key for key in known if key.startswith("/subscriptions/")}
    unseen = {parent.lower() for parent in parents if parent} - set(known)
    for what, keys, why in (
            ("management group", unseen, "it is named as a parent, but this account cannot see it"),
            ("subscription", named - readable,
             "it is in the hierarchy, but this account cannot read it"),
            ("place of subscription", readable - named,
             "the management-group export does not have it")):
        for key in sorted(keys):
            print(f"{what} {key.rsplit('/', 1)[1]}\t{why}")

def undefined_roles(folder):
    """Role definitions that an assignment names and no list of definitions has."""
    def guid(text):
        return text.rstrip("/").rsplit("/", 1)[-1].lower()
    def all_of(kind):
        path = os.path.join(folder, kind)
        return entities(path) if os.path.isdir(path) else []
    defined = {guid(record["id"]) for kind in ("role-definitions.custom", "role-definitions.built-in")
               for record in all_of(kind)}
    wanted = {}
    for kind in ("role-assignments", "pim-eligible", "pim-active"):
        for record in all_of(kind):
            role = (record.get("properties") or record).get("roleDefinitionId")
            if role and guid(role) not in defined:
                wanted.setdefault(guid(role), role)
    for _, role in sorted(wanted.items()):
        print(role)

def group_ids(folder):
    for record in entities(folder):
        print(record["id"])

def value_of(path, *keys):
    document = load(path)
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    print(document or "")

COMMANDS = {"check": check, "reason": reason, "merge": merge, "subscriptions": subscriptions,
            "management-groups": groups_of, "hierarchy-gaps": hierarchy_gaps,
            "undefined-roles": undefined_roles, "group-ids": group_ids, "value-of": value_of}
sys.stdout.reconfigure(encoding="utf-8")
COMMANDS[sys.argv[1]](*sys.argv[2:])
PYTHON
}

# --- the steps ------------------------------------------------------------------------------------

find_python() {
  local candidate
  for candidate in python3 /opt/az/bin/python3 python; do
    command -v "$candidate" >/dev/null || continue
    # The interpreter itself: a wrapper on the PATH would cost more than the work.
    python="$("$candidate" -c \
      'import sys; print(sys.executable if sys.version_info >= (3, 7) else "")')"
    [[ -n "$python" ]] && return 0
  done
  die 'python3 is needed and was not found'
}

# Who is signed in where: $tenant, $account, and the addresses of this cloud's services.
read_sign_in() {
  command -v az >/dev/null || die 'az is not installed: https://aka.ms/azure-cli'
  ask "$work/account.json" account show ||
    die "not signed in, run \`az login\` first: $(cat "$work/why")"
  tenant="$(json_part value-of "$work/account.json" tenantId)"
  account="$(json_part value-of "$work/account.json" user name)"
  arm=https://management.azure.com
  graph=https://graph.microsoft.com
  if ask "$work/cloud.json" cloud show; then
    local address
    address="$(json_part value-of "$work/cloud.json" endpoints resourceManager)"
    arm="${address:-$arm}"
    address="$(json_part value-of "$work/cloud.json" endpoints \
      microsoftGraphResourceId)"
    graph="${address:-$graph}"
  fi
  arm="${arm%/}"
  graph="${graph%/}"
}

# The scopes to ask at: $subscriptions (ids) and $management_groups (resource ids).
read_hierarchy() {
  say 'hierarchy'
  : >"$work/subscriptions.txt"
  if ask "$work/accounts.json" account list --all --refresh; then
    json_part subscriptions "$work/accounts.json" "$tenant" \
      >"$work/subscriptions.txt"
  else
    missed role-assignments "$arm/subscriptions?api-version=2022-12-01" \
      'the list of subscriptions'
  fi
  follow management-groups post \
    "$arm/providers/Microsoft.Management/getEntities?api-version=$kGroupsApi" \
    'the management groups'
  write value management-groups.json management-groups
  mapfile -t subscriptions <"$work/subscriptions.txt"
  mapfile -t management_groups < \
    <(json_part management-groups "$work/management-groups")
  [[ -e "$work/management-groups/missing" ]] && return 0
  local what why
  while IFS=$'\t' read -r what why; do
    printf '%s\n' "$why" >"$work/why"
    printf '%s: %s\n' "$what" "$why" >>"$work/missed.txt"
    say "  could not read $what"
  done < <(json_part hierarchy-gaps "$work/management-groups" \
    "$work/subscriptions.txt")
}

# Everything that is attached to scopes, asked at every subscription and management group.
read_authorization() {
  local id scope done_so_far=0
  for id in ${subscriptions[@]+"${subscriptions[@]}"}; do
    done_so_far=$((done_so_far + 1))
    say "subscription $id ($done_so_far of ${#subscriptions[@]})"
    scope="/subscriptions/$id"
    list role-assignments "$(authorization "$scope" roleAssignments "$kRoleApi")" \
      "role assignments of $scope" \
      role assignment list --all --include-inherited --subscription "$id"
    list role-definitions.custom "$(authorization "$scope" roleDefinitions "$kRoleApi")" \
      "custom roles of $scope" \
      role definition list --custom-role-only true --subscription "$id"
    read_rest_of_scope "$scope"
  done
  for scope in ${management_groups[@]+"${management_groups[@]}"}; do
    say "management group ${scope##*/}"
    list role-assignments "$(authorization "$scope" roleAssignments "$kRoleApi")" \
      "role assignments of $scope" role assignment list --scope "$scope"
    list role-definitions.custom "$(authorization "$scope" roleDefinitions "$kRoleApi")" \
      "custom roles of $scope" \
      role definition list --custom-role-only true --scope "$scope"
    read_rest_of_scope "$scope"
  done
}

authorization() { printf '%s%s/providers/Microsoft.Authorization/%s?api-version=%s' "$arm" "$@"; }

read_rest_of_scope() {
  follow deny-assignments get "$(authorization "$1" denyAssignments "$kDenyApi")" \
    "deny assignments of $1"
  follow pim-eligible get "$(authorization "$1" roleEligibilityScheduleInstances "$kPimApi")" \
    "eligible assignments (PIM) of $1"
  follow pim-active get "$(authorization "$1" roleAssignmentScheduleInstances "$kPimApi")" \
    "active assignments (PIM) of $1"
}

# The built-in roles, and those that are assigned without being in any list (a custom role that is
# assignable in a resource group alone is not listed at its subscription).
read_roles() {
  say 'role definitions'
  follow role-definitions.built-in get \
    "$(authorization '' roleDefinitions "$kRoleApi")&\$filter=type+eq+'BuiltInRole'" \
    'the built-in roles'
  local role
  while read -r role; do
    follow role-definitions.assigned get "$arm$role?api-version=$kRoleApi" "role $role"
  done < <(json_part undefined-roles "$work")
}

read_directory() {
  say 'users, service principals and groups'
  follow users get "$graph/v1.0/users?\$select=$kUserFields&\$top=999" 'the users'
  follow service-principals get \
    "$graph/v1.0/servicePrincipals?\$select=$kServicePrincipalFields&\$top=999" \
    'the service principals'
  follow groups get "$graph/v1.0/groups?\$select=$kGroupFields&\$top=999" 'the groups'
  mkdir -p "$work/groups"
  mapfile -t groups < <(json_part group-ids "$work/groups")
  say "members of ${#groups[@]} groups"
  local id
  for id in ${groups[@]+"${groups[@]}"}; do
    follow "members-$id" get \
      "$graph/$kMembersVersion/groups/$id/members?\$select=$kMemberFields&\$top=999" \
      "the members of group $id"
    write members "group-members.$id.json" "members-$id" "$id"
    rm -rf "${work:?}/members-$id"
  done
}

read_operations() {
  say 'provider operations'
  list operations "$(authorization '' providerOperations "$kRoleApi")" 'the provider operations' \
    provider operation list
}

write_files() {
  write array role-assignments.json role-assignments
  write array role-definitions.custom.json role-definitions.custom
  write value role-definitions.built-in.json role-definitions.built-in
  [[ -d "$work/role-definitions.assigned" ]] &&
    write value role-definitions.assigned.json role-definitions.assigned
  write value deny-assignments.json deny-assignments
  write value pim-eligible.json pim-eligible
  write value pim-active.json pim-active
  write graph users.json users
  write graph service-principals.json service-principals
  write graph groups.json groups
  if ((with_operations)); then
    write array operations.json operations
  fi
}

write_report() {
  {
    printf 'Collected for Leastwise on %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    printf 'tenant   %s\naccount  %s\n' "$tenant" "$account"
    printf 'scopes   %d subscriptions, %d management groups\n\n' \
      "${#subscriptions[@]}" "${#management_groups[@]}"
    sort "$work/written.txt" | while IFS=$'\t' read -r name count state; do
      printf '%9d  %-12s  %s\n' "$count" "$state" "$name"
    done
    if [[ -e "$work/note-pim" ]]; then
      printf '\nNote: %s\n' "$(cat "$work/note-pim")"
    fi
    if [[ -s "$work/missed.txt" ]]; then
      printf '\nNOT READ:\n'
      sed 's/^/  /' "$work/missed.txt"
    else
      printf '\nNothing was missed.\n'
    fi
  } >"$out/collection-report.txt"
  say ''
  cat "$out/collection-report.txt" >&2
}

main() {
  out=tenant
  with_operations=1
  while (($#)); do
    case "$1" in
      --out)
        (($# > 1)) || die '--out needs a directory'
        out="$2"
        shift
        ;;
      --without-operations) with_operations=0 ;;
      -h | --help)
        usage
        exit 0
        ;;
      *) die "unknown argument \`$1\`; --help lists them" ;;
    esac
    shift
  done
  [[ ! -e "$out" || (-d "$out" && -z "$(ls -A "$out")") ]] ||
    die "\`$out\` is not empty: two collections must not mix"
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  pages=0
  : >"$work/missed.txt"
  find_python
  write_python_part
  read_sign_in
  mkdir -p "$out"
  read_hierarchy
  read_authorization
  read_roles
  read_directory
  if ((with_operations)); then
    read_operations
  fi
  write_files
  write_report
  [[ ! -s "$work/missed.txt" ]]
}

main "$@"
