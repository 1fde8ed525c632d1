package org.espalier.transforms.inference;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.data.DecodingThreads;
import org.espalier.models.data.Preprocessing;
import org.espalier.models.network.ServedNetwork;
import org.espalier.models.program.Resources;
import org.espalier.schemas.Prediction;
import org.espalier.transforms.device.Device;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.images.LabelledImage;
import org.espalier.transforms.images.LabelledImages;
import org.espalier.transforms.images.LabelledSource;
import org.espalier.transforms.tables.Table;

/**
 * The scoring of images by one exported network, unit by unit. A unit is some images that follow
 * each other; its rows appear in a file of their own, whole or not at all, so that a unit that is
 * repeated is found again.
 *
 * @param model folder of the SavedModel
 * @param modelDigest of what lies in it, so that a process which has loaded another network from
 *     there loads this one
 * @param source the images
 * @param labels the network's output for each class of the images
 * @param preprocessing what is done to an image
 * @param unitSize images of a unit, at least 1
 * @param parts folder of the files, on a Beam file system that all workers reach
 * @param logits whether rows have the logits
 */
public record ImageScoring(
    String model,
    String modelDigest,
    LabelledSource source,
    List<Integer> labels,
    Preprocessing preprocessing,
    int unitSize,
    String parts,
    boolean logits)
    implements Serializable {

  /** Images that a thread hands to the network at once: few enough to stay in its cache. */
  private static final int BATCH = 8;

  /** A loaded network with its working memory, about. */
  private static final long LOADED_BYTES = 1L << 29;

  /** Keeps a copy. */
  public ImageScoring {
    labels = List.copyOf(labels);
  }

  /** Number of units. */
  public int units() {
    return (source.open().size() + unitSize - 1) / unitSize;
  }

  /** Images of a unit. */
  public int images(int unit) {
    return Math.min(unitSize, source.open().size() - unit * unitSize);
  }

  /** The file with the rows of a unit. */
  public String part(int unit) {
    return "%s/%05d.parquet".formatted(parts, unit);
  }

  /**
   * Scores a unit, on the device of this process, and writes its file unless it is there.
   *
   * @throws IllegalArgumentException naming the image that cannot be decoded
   */
  public void score(int unit) {
    try {
      if (!StoredFiles.exists(part(unit))) {
        var rows = rows(unit);
        Table.of(Prediction.class).write(part(unit), rows);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("unit " + unit + " is not stored", failure);
    }
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private record Key(String model, String digest) {}

  private List<Prediction> rows(int unit) {
    var images = source.open();
    return Resources.ofProcess()
        .use(
            new Key(model, modelDigest),
            () -> {
              var network = ServedNetwork.load(Path.of(model));
              return new Resources.Opened<>(network, LOADED_BYTES, network::close);
            },
            (ServedNetwork network) ->
                Device.own().holding(() -> rows(network, images, unit * unitSize, images(unit))));
  }

  /** Every processor decodes and infers for itself, a batch at a time. */
  private List<Prediction> rows(
      ServedNetwork network, LabelledImages images, int first, int count) {
    int batches = (count + BATCH - 1) / BATCH;
    return DecodingThreads.map(
            batches,
            batch -> {
              int start = first + batch * BATCH;
              return batch(network, images, start, Math.min(BATCH, first + count - start));
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private byte[] preprocessed(LabelledImage read) {
    var raw = read.image();
    try {
      return preprocessing.apply(raw).pixels();
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "%s has %d × %d pixels: with its shorter side at %d it is larger than any memory; leave it out"
              .formatted(read.path(), raw.width(), raw.height(), preprocessing.resize()),
          tooLarge);
    }
  }

  private List<Prediction> batch(
      ServedNetwork network, LabelledImages images, int first, int count) {
    int bytes = network.height() * network.width() * 3;
    var pixels = new byte[count * bytes];
    var paths = new String[count];
    var classes = new int[count];
    for (int i = 0; i < count; i++) {
      var read = images.read(first + i);
      paths[i] = read.path();
      classes[i] = read.label();
      System.arraycopy(preprocessed(read), 0, pixels, i * bytes, bytes);
    }
    var all = network.logits(pixels, count);
    var rows = new ArrayList<Prediction>(count);
    for (int i = 0; i < count; i++) {
      var own = new float[network.classes()];
      System.arraycopy(all, i * own.length, own, 0, own.length);
      rows.add(
          new ImageScore(own, labels.get(classes[i]))
              .row(first + i, paths[i], images.classes().get(classes[i]), logits));
    }
    return rows;
  }
}
