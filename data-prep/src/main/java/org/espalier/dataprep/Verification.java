package org.espalier.dataprep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.espalier.dataprep.image.StoredImages;
import org.espalier.dataprep.listing.Sha256;
import org.espalier.schemas.Discrepancy;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.pipeline.RecordCoder;
import org.espalier.transforms.pipeline.WorkQueue;
import org.espalier.transforms.tables.Table;

/**
 * Reads a whole data set again and compares it with its manifest: every shard and file, every
 * checksum, the list and its hash, and that nothing is there that should not be.
 *
 * @param folder the data set
 */
public record Verification(PreparedFolder folder) {

  private static final int FILES_TOGETHER = 256;

  /**
   * What was found.
   *
   * @param images images that the manifest has in the output
   * @param outputs shards or folders read
   * @param discrepancies what is not as it should be, in the order of the outputs
   */
  public record Result(long images, long outputs, List<Discrepancy> discrepancies) {}

  /**
   * Reads everything.
   *
   * @throws IllegalArgumentException if the folder holds no complete data set
   */
  public Result run(Engine engine) throws IOException {
    if (!folder.isComplete() || !StoredFiles.exists(folder.manifest())) {
      throw new IllegalArgumentException(
          folder.root()
              + " holds no complete data set: repeat the command that prepares it, then verify");
    }
    var results = folder.root() + "/.verify";
    folder.discard(results);
    try {
      var pipeline = Pipeline.create(engine.options("verify"));
      pipeline
          .apply("Manifest", Read.from(WorkQueue.upTo(1)))
          .apply("Rows", ParDo.of(new RowsFn(folder)))
          .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordCoder.of(PreparedImage.class)))
          .apply("ByOutput", GroupByKey.create())
          .apply("Compare", ParDo.of(new CompareFn(folder, results)));
      Engine.run(pipeline, "verify " + folder.root());
      return gather(results);
    } finally {
      folder.discard(results);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Result gather(String results) throws IOException {
    var found = new ArrayList<Discrepancy>();
    checkList(found);
    var files = StoredFiles.list(results).stream().filter(name -> name.endsWith(".avro")).toList();
    for (var file : files) {
      found.addAll(AvroFile.<Discrepancy>read(results + '/' + file, Discrepancy.getClassSchema()));
    }
    var images = new long[1];
    var outputs = new java.util.HashSet<String>();
    Table.of(PreparedImage.class)
        .forEach(
            folder.manifest(),
            row -> {
              if (row.getStatus().equals(ImageStatus.OK.name()) && row.getOutput() != null) {
                images[0]++;
                outputs.add(row.getOutput());
              }
            });
    for (var extra : StoredImages.extra(folder.root(), outputs)) {
      found.add(new Discrepancy(extra, null, "is there, but not in the manifest"));
    }
    return new Result(images[0], outputs.size(), found);
  }

  private void checkList(List<Discrepancy> found) throws IOException {
    try (var list = StoredFiles.open(folder.list());
        var hash = StoredFiles.open(folder.listHash())) {
      var digest = Sha256.digest();
      var buffer = new byte[1 << 16];
      for (int read = list.read(buffer); read >= 0; read = list.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      var is = java.util.HexFormat.of().formatHex(digest.digest());
      var was = new String(hash.readAllBytes(), StandardCharsets.UTF_8);
      if (!was.startsWith(is)) {
        found.add(new Discrepancy("list.tsv", null, "does not match its SHA-256 any more"));
      }
    }
  }

  /** The rows that are in the output, by their shard; files are taken many together. */
  private static final class RowsFn extends DoFn<Integer, KV<String, PreparedImage>> {

    private final PreparedFolder folder;

    RowsFn(PreparedFolder folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void rows(OutputReceiver<KV<String, PreparedImage>> rows) {
      var files = new int[1];
      Table.of(PreparedImage.class)
          .forEach(
              folder.manifest(),
              row -> {
                var output = row.getOutput();
                if (row.getStatus().equals(ImageStatus.OK.name()) && output != null) {
                  rows.output(KV.of(key(row, output, files), row));
                }
              });
    }

    private static String key(PreparedImage row, String output, int[] files) {
      return row.getRecordIndex() != null
          ? output
          : String.format(Locale.ROOT, "files-%06d", files[0]++ / FILES_TOGETHER);
    }
  }

  private static final class CompareFn extends DoFn<KV<String, Iterable<PreparedImage>>, String> {

    private final PreparedFolder folder;
    private final String results;

    CompareFn(PreparedFolder folder, String results) {
      this.folder = folder;
      this.results = results;
    }

    @ProcessElement
    public void compare(
        @Element KV<String, Iterable<PreparedImage>> output, OutputReceiver<String> compared)
        throws IOException {
      Map<Long, PreparedImage> byPlace = new TreeMap<>();
      var files = new ArrayList<PreparedImage>();
      for (var row : output.getValue()) {
        var place = row.getRecordIndex();
        if (place == null) {
          files.add(row);
        } else {
          byPlace.put(place, row);
        }
      }
      var stored = new StoredImages(folder.root());
      var found =
          files.isEmpty()
              ? stored.compareShard(output.getKey(), byPlace)
              : stored.compareFiles(files);
      if (!found.isEmpty()) {
        var name = Sha256.hex(output.getKey().getBytes(StandardCharsets.UTF_8));
        AvroFile.write(results + '/' + name + ".avro", Discrepancy.getClassSchema(), found);
      }
      compared.output(output.getKey());
    }
  }
}
