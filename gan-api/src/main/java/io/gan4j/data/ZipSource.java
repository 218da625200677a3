package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a zip, read in place. */
final class ZipSource extends ImageSource {
    private static final Logger LOG = LoggerFactory.getLogger(ZipSource.class);

    /** Deflate never does better: RFC 1951 codes at most 258 bytes in 2 bits. */
    private static final long MOST_INFLATION = 1032;

    private static final int PIECE = 1 << 16;

    private final Path path;
    private final RandomFile file;
    private final Map<String, Entry> entries = new TreeMap<>(ORDER);
    private final Set<String> folders = new TreeSet<>(ORDER);

    /** An entry with its name as it stands in the zip. */
    private record Entry(String name, ZipRecord record) {}

    ZipSource(Path path, BasicFileAttributes attributes, @Nullable Charset charset) throws IOException {
        this.path = path;
        if (!attributes.isRegularFile()) {
            throw new MalformedDataException(path.toString(), "is neither a folder nor a file");
        }
        if (attributes.size() == 0) {
            throw new MalformedDataException(path.toString(), "is an empty file, neither a folder nor a zip");
        }
        this.file = new RandomFile(path);
        try {
            readDirectory(charset);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void readDirectory(@Nullable Charset charset) throws IOException {
        ImmutableList<ZipRecord> records = ZipDirectory.read(path, file);
        ZipNames names = ZipNames.of(records, charset);
        names.guessed()
                .ifPresent(name -> LOG.warn(
                        "{}: its names are not in UTF-8 and are read as CP437, such as {}: zipNames(...) sets another"
                                + " character set",
                        path,
                        name));
        for (int i = 0; i < records.size(); i++) {
            add(new Entry(names.names().get(i), records.get(i)));
        }
    }

    private void add(Entry entry) throws MalformedDataException {
        String name = ZipNames.path(entry.name);
        boolean folder = entry.record.size() == 0 && (entry.name.endsWith("/") || entry.name.endsWith("\\"));
        if (folder) {
            if (!name.isEmpty() && isWanted(name)) {
                folders.add(name);
            }
            return;
        }
        if (name.isEmpty()) {
            throw new MalformedDataException(path.toString(), "holds an entry without a name");
        }
        if (!isWanted(name)) {
            return;
        }
        Entry other = entries.put(name, entry);
        if (other != null) {
            String also = other.name.equals(entry.name) ? "" : " and " + other.name + ", which are one path";
            throw new MalformedDataException(path.toString(), "holds two entries named " + entry.name + also);
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            folders.add(name.substring(0, slash));
        }
    }

    @Override
    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    Set<String> folders() {
        return folders;
    }

    @Override
    String describe(String name) {
        Entry entry = entries.get(name);
        return path + "!/" + (entry == null ? name : entry.name);
    }

    @Override
    byte[] read(String name, long most) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(path + " has no entry " + name);
        }
        ZipRecord record = entry.record;
        Optional<String> obstacle = record.obstacle();
        if (obstacle.isPresent()) {
            throw new MalformedDataException(describe(name), obstacle.get() + ": unpack the zip and give the folder");
        }
        checkSize(name, record.size(), most);
        boolean stored = record.method() == ZipRecord.STORED;
        if (record.size() < 0
                || record.size() > record.packed() * MOST_INFLATION
                || (stored && record.packed() != record.size())) {
            throw damaged(name, null);
        }
        byte[] bytes = Heap.take(describe(name), record.size());
        try {
            long data = ZipDirectory.dataOf(file, record);
            if (stored) {
                file.read(data, bytes, 0, bytes.length);
            } else {
                inflate(data, record.packed(), bytes);
            }
        } catch (EOFException | DataFormatException e) {
            throw damaged(name, e);
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != record.checksum()) {
            throw damaged(name, null);
        }
        return bytes;
    }

    /** Unpacks what should fill an array. */
    private void inflate(long position, long packed, byte[] into) throws IOException, DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] piece = new byte[(int) Math.min(PIECE, packed + 1)];
            // the byte too many shows whether more comes than fits
            byte[] beyond = new byte[1];
            int filled = 0;
            long taken = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (taken == packed) {
                        throw new DataFormatException("the packed bytes end too early");
                    }
                    int count = (int) Math.min(piece.length, packed - taken);
                    file.read(position + taken, piece, 0, count);
                    inflater.setInput(piece, 0, count);
                    taken += count;
                }
                int got = filled < into.length
                        ? inflater.inflate(into, filled, into.length - filled)
                        : inflater.inflate(beyond);
                filled += got;
                if (filled > into.length || inflater.needsDictionary()) {
                    throw new DataFormatException("it unpacks to more bytes than the zip says");
                }
            }
            if (filled < into.length) {
                throw new DataFormatException("it unpacks to " + filled + " bytes");
            }
        } finally {
            inflater.end();
        }
    }

    private MalformedDataException damaged(String name, @Nullable Exception cause) {
        return new MalformedDataException(
                describe(name), "is damaged: its length or checksum is not what the zip says", cause);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
