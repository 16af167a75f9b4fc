#!/bin/sh
# Also called when a newer version takes the place of this one, which then has put its profile there.
case "$1" in upgrade | failed-upgrade | abort-*) exit 0 ;; esac
profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! ischroot 2>/dev/null; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi
exit 0
