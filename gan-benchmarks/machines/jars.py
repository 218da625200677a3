"""Makes one jar of many for machines.sh: Spring Boot's fat jars, and shaded ones, with lists of services merged or not."""
import glob
import os
import re
import sys
import zipfile

work, loaders = sys.argv[1:]
os.makedirs(work + '/fat', exist_ok=True)
classes = glob.glob(work + '/app/*.class')
jars = sorted(glob.glob(work + '/lib/*.jar'))
EMBEDDED = re.compile(
    r'/(gan-api|gan-onnx|guava|failureaccess|gson|slf4j-api|jspecify|onnxruntime|onnxruntime-engine|api|jna|commons-[a-z]+)-')
few = [jar for jar in jars if EMBEDDED.search(jar)]


def boot(loader, version, what, libraries):
    manifest = ['Manifest-Version: 1.0', 'Main-Class: org.springframework.boot.loader.launch.JarLauncher',
                'Start-Class: Try', 'Spring-Boot-Version: ' + version, 'Spring-Boot-Classes: BOOT-INF/classes/',
                'Spring-Boot-Lib: BOOT-INF/lib/', 'Enable-Native-Access: ALL-UNNAMED']
    with zipfile.ZipFile(f'{work}/fat/boot-{version}-{what}.jar', 'w', zipfile.ZIP_STORED) as jar:
        jar.writestr('META-INF/MANIFEST.MF', '\n'.join(manifest) + '\n\n')
        with zipfile.ZipFile(loader) as source:
            for name in source.namelist():
                if name.startswith('org/'):
                    jar.writestr(name, source.read(name))
        for folder in ('BOOT-INF/', 'BOOT-INF/classes/', 'BOOT-INF/lib/'):
            jar.writestr(folder, '')
        for file in classes:
            jar.write(file, 'BOOT-INF/classes/' + os.path.basename(file))
        for file in libraries:
            jar.write(file, 'BOOT-INF/lib/' + os.path.basename(file))


def shaded(name, libraries, merged):
    seen = {'META-INF/MANIFEST.MF', 'module-info.class'}
    services = {}
    with zipfile.ZipFile(f'{work}/fat/{name}.jar', 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as jar:
        jar.writestr('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\nMain-Class: Try\n\n')
        for file in classes:
            jar.write(file, os.path.basename(file))
        for file in libraries:
            with zipfile.ZipFile(file) as source:
                for entry in source.namelist():
                    if entry.startswith('META-INF/services/') and not entry.endswith('/'):
                        services.setdefault(entry, []).append(source.read(entry))
                    elif not entry.endswith('/') and entry not in seen:
                        seen.add(entry)
                        jar.writestr(entry, source.read(entry))
        for entry, lists in services.items():
            jar.writestr(entry, b'\n'.join(lists) if merged else lists[-1])


for loader in sorted(glob.glob(loaders + '/*/*.jar')):
    version = os.path.basename(os.path.dirname(loader))
    boot(loader, version, 'generate', few)
    boot(loader, version, 'train', jars)
shaded('shaded-merged-generate', few, True)
shaded('shaded-last-service-generate', few, False)
shaded('shaded-last-service-train', jars, False)
