#!/bin/sh
# electron-builder puts its names in. What dpkg does by itself is not done here: /usr/bin and the icons are files of the package,
# and the databases of types and programs have triggers.
app='/opt/${sanitizedProductName}'

# Chromium's sandbox: a helper that belongs to root where user namespaces are kept from everybody.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

# Ubuntu 24.04 and later keep user namespaces from programs without a profile that allows them. Older ones can't read it, and
# need none.
if apparmor_status --enabled >/dev/null 2>&1 &&
  apparmor_parser --skip-kernel-load --debug "$app/resources/apparmor-profile" >/dev/null 2>&1; then
  cp -f "$app/resources/apparmor-profile" '/etc/apparmor.d/${executable}'
  if ! ischroot 2>/dev/null; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi
exit 0
