#!/bin/sh
# Installs a .deb, uses it, and removes it, as any system would, in a copy of this system that takes no changes back: in a mount
# namespace of its own, as root.
#   unshare --mount --propagation private install-deb.sh FOLDER PACKAGE
set -e
folder=$1
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/changes" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/changes,workdir=$folder/work" "$folder/root"
mount -t proc proc "$folder/root/proc"
mount --rbind /dev "$folder/root/dev"
cp "$2" "$folder/root/package.deb"
exec chroot "$folder/root" env -i PATH="$PATH" LANG=C.UTF-8 sh -e -c '
  cd /
  dpkg -i /package.deb
  echo "owner: $(dpkg -S /usr/bin/socket-lab)"
  echo "root: $(socket-lab --version)"
  echo "nobody: $(su -s /bin/sh nobody -c "cd / && socket-lab schema" | head -c 1)"
  socket-lab run "/opt/Socket Lab/resources/examples/half-close.json"
  grep -h socket /usr/share/mime/globs2 || true
  grep -h labscenario /usr/share/mime/globs2 || true
  dpkg -r socket-lab
  for place in "/opt/Socket Lab" /usr/bin/socket-lab /etc/apparmor.d/socket-lab; do
    if [ -e "$place" ]; then echo "left: $place"; fi
  done
'
