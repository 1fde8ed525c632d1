package org.espalier.transforms.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro container files of one record type; older files are read with the defaults of today's
 * schema.
 */
public final class AvroFile {

  /** Says in the head of a file that it ends in a seal: a cut must not make it one without. */
  private static final String SEALED = "espalier.sealed";

  private static final int MARKER_BYTES = 16;

  /** By schema, of which there are few: a digest costs as much as all else of a small file. */
  private static final Map<Schema, byte[]> MARKERS = new ConcurrentHashMap<>();

  private AvroFile() {}

  /** Writes records to a file that appears whole or not at all. */
  public static <T extends SpecificRecord> void write(String path, Schema schema, List<T> records)
      throws IOException {
    AtomicFile.write(
        path,
        Seal.AVRO,
        channel -> {
          // Not closed: closing would close the channel before it is checked and renamed.
          var writer = new DataFileWriter<T>(new SpecificDatumWriter<T>(schema));
          writer.setCodec(CodecFactory.deflateCodec(1));
          writer.setMeta(SEALED, "sha-256");
          writer.create(
              schema,
              Channels.newOutputStream(channel),
              MARKERS.computeIfAbsent(schema, AvroFile::marker));
          for (var row : records) {
            writer.append(row);
          }
          writer.flush();
        });
  }

  /**
   * Reads all records of a file.
   *
   * @throws UncheckedIOException naming the file, where there is none
   * @throws DamagedFileException naming the file, where it cannot be read as such
   */
  public static <T extends SpecificRecord> List<T> read(String path, Schema schema) {
    var records = new ArrayList<T>();
    try (var channel = StoredFiles.openSeekable(path)) {
      var sealed = Seal.AVRO.check(path, channel);
      var in = Channels.newInputStream(channel);
      try (var reader = new DataFileStream<T>(in, new SpecificDatumReader<T>(schema))) {
        if (!sealed && reader.getMetaString(SEALED) != null) {
          throw new DamagedFileException(path, "its end is not what was written");
        }
        reader.forEachRemaining(records::add);
      }
    } catch (NoSuchFileException | FileNotFoundException missing) {
      throw new UncheckedIOException(path + " is missing", missing);
    } catch (DamagedFileException damaged) {
      throw damaged;
    } catch (IOException | RuntimeException damaged) {
      throw new DamagedFileException(path, damaged);
    }
    return records;
  }

  /** What stands between blocks: that of the schema, so that equal records are equal bytes. */
  private static byte[] marker(Schema schema) {
    var digest = ContentName.sha256().digest(schema.toString().getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(digest, MARKER_BYTES);
  }
}
