package org.espalier.transforms.tables;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.espalier.transforms.files.AtomicFile;
import org.espalier.transforms.files.DamagedFileException;
import org.espalier.transforms.files.Seal;
import org.espalier.transforms.files.StoredFiles;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet table whose rows are one of our Avro records. In its files enums are strings, times are
 * timestamps, and what people filter and plot has a flat column. The schema with the documentation
 * of every column lies in the footer of each file; lists have the three-level structure other
 * readers expect. Files appear whole or not at all.
 *
 * @param <T> the row type
 * @param type the row type
 * @param schema its schema
 */
public record Table<T extends SpecificRecord>(Class<T> type, Schema schema) {

  /**
   * How values become columns and back. Our own: libraries add conversions to the one they share.
   * Each new one searches the whole class path, so there is one.
   */
  static final SpecificData DATA = new SpecificData();

  /** The table of a row type. */
  public static <T extends SpecificRecord> Table<T> of(Class<T> type) {
    return new Table<>(type, SpecificData.get().getSchema(type));
  }

  /**
   * Writes one file.
   *
   * @param path the file, on any Beam file system
   * @param rows all its rows, in order; taken one by one, and twice where the type has a column for
   *     each data set
   * @throws IOException naming the file; nothing is left behind then
   */
  public void write(String path, Iterable<T> rows) throws IOException {
    var rowsOfFile = new FileRows<>(schema, FlatColumns.of(type, rows));
    AtomicFile.write(
        path,
        Seal.PARQUET,
        channel -> {
          var file = AvroParquetWriter.<IndexedRecord>builder(new ChannelOutput(channel));
          try (var writer =
              file.withSchema(rowsOfFile.schema())
                  .withDataModel(DATA)
                  .withConf(configuration())
                  .withCompressionCodec(CompressionCodecName.ZSTD)
                  .build()) {
            for (var row : rows) {
              writer.write(rowsOfFile.of(row));
            }
          }
        });
  }

  /**
   * Reads all rows of a file.
   *
   * @throws UncheckedIOException naming the file, where there is none
   * @throws DamagedFileException naming the file, where it is no such table
   */
  public List<T> read(String path) {
    var rows = new ArrayList<T>();
    forEach(path, rows::add);
    return rows;
  }

  /** The same, one row after the other, for tables that are larger than memory. */
  public void forEach(String path, Consumer<T> use) {
    try (var channel = StoredFiles.openSeekable(path)) {
      Seal.PARQUET.check(path, channel);
      try (var reader = reader(path, channel)) {
        for (var row = next(path, reader); row != null; row = next(path, reader)) {
          use.accept(row);
        }
      }
    } catch (NoSuchFileException | FileNotFoundException missing) {
      throw new UncheckedIOException(path + " is missing", missing);
    } catch (IOException damaged) {
      throw new DamagedFileException(path, damaged);
    }
  }

  private ParquetReader<T> reader(String path, SeekableByteChannel channel) throws IOException {
    try {
      return new ParquetReader.Builder<T>(new ChannelInput(channel), configuration()) {
        @Override
        protected ReadSupport<T> getReadSupport() {
          return new RowSupport<>(schema);
        }
      }.build();
    } catch (RuntimeException damaged) {
      // The footer is read here: what is no Parquet fails in many ways.
      throw new DamagedFileException(path, damaged);
    }
  }

  private @Nullable T next(String path, ParquetReader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (RuntimeException damaged) {
      throw new DamagedFileException(path, damaged);
    }
  }

  private ParquetConfiguration configuration() {
    var configuration = new PlainParquetConfiguration();
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    configuration.setBoolean("parquet.avro.add-list-element-records", false);
    configuration.set(AvroReadSupport.AVRO_COMPATIBILITY, "false");
    configuration.set("parquet.avro.read.schema", schema.toString());
    return configuration;
  }
}
