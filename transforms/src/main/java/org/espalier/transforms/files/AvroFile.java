package org.espalier.transforms.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
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

  private AvroFile() {}

  /** Writes records to a file that appears whole or not at all. */
  public static <T extends SpecificRecord> void write(String path, Schema schema, List<T> records)
      throws IOException {
    AtomicFile.write(
        path,
        channel -> {
          // Not closed: closing would close the channel before it is checked and renamed.
          var writer = new DataFileWriter<T>(new SpecificDatumWriter<T>(schema));
          writer.setCodec(CodecFactory.deflateCodec(1));
          writer.create(schema, Channels.newOutputStream(channel));
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
    try (var in = StoredFiles.open(path);
        var reader = new DataFileStream<T>(in, new SpecificDatumReader<T>(schema))) {
      reader.forEachRemaining(records::add);
    } catch (NoSuchFileException missing) {
      throw new UncheckedIOException(path + " is missing", missing);
    } catch (IOException | RuntimeException damaged) {
      throw new DamagedFileException(path, damaged);
    }
    return records;
  }
}
