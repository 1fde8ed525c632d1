package org.espalier.dataprep.image;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.data.ImageExample;
import org.espalier.models.data.TfRecordWriter;
import org.espalier.schemas.PreparationUnit;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AtomicFile;

/**
 * Does a unit of work: prepares its images and writes its shard, or its files. Doing it again
 * writes the same bytes.
 *
 * @param root the output
 * @param recipe how images are prepared
 * @param link how kept images get into a folder
 */
public record UnitWriter(String root, Recipe recipe, Link link) implements Serializable {

  /** Writes a unit and returns its rows, in order. */
  public List<PreparedImage> write(PreparationUnit unit, List<SourceImage> images)
      throws IOException {
    try (var preparation = new ImagePreparation(recipe)) {
      if (unit.getOutput().isEmpty()) {
        return files(preparation, images);
      }
      var rows = new ArrayList<PreparedImage>(images.size());
      AtomicFile.write(
          root + '/' + unit.getOutput(),
          channel -> {
            rows.clear();
            shard(preparation, unit.getOutput(), images, channel, rows);
          });
      return rows;
    }
  }

  /** The name of the file of an image in a folder. */
  static String file(SourceImage image, Recipe recipe) {
    return image.getSplit()
        + '/'
        + image.getClassName()
        + '/'
        + recipe.encoding().fileName(image.getName());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private static void shard(
      ImagePreparation preparation,
      String output,
      List<SourceImage> images,
      WritableByteChannel channel,
      List<PreparedImage> rows)
      throws IOException {
    var buffered = new Buffered(channel);
    var writer = new TfRecordWriter(buffered);
    for (var image : images) {
      var prepared = preparation.prepare(image);
      if (prepared.example().isPresent()) {
        long place = writer.write(prepared.example().get().toBytes());
        prepared.row().setOutput(output).setRecordIndex(place);
      }
      rows.add(prepared.row().build());
    }
    buffered.flush();
  }

  private List<PreparedImage> files(ImagePreparation preparation, List<SourceImage> images)
      throws IOException {
    var rows = new ArrayList<PreparedImage>(images.size());
    for (var image : images) {
      var prepared = preparation.prepare(image);
      if (prepared.example().isPresent()) {
        var file = file(image, recipe);
        put(image, prepared.example().get(), file);
        prepared.row().setOutput(file);
      }
      rows.add(prepared.row().build());
    }
    return rows;
  }

  private void put(SourceImage image, ImageExample example, String file) throws IOException {
    link.put(image, example, recipe.encoding() == Encoding.KEEP, root + '/' + file);
  }

  /** Gathers small records: a system call each would cost more than they do. */
  private static final class Buffered implements WritableByteChannel {

    private final WritableByteChannel channel;
    private final ByteBuffer gathered = ByteBuffer.allocate(1 << 20);

    Buffered(WritableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int length = from.remaining();
      if (length > gathered.remaining()) {
        flush();
      }
      if (length > gathered.remaining()) {
        while (from.hasRemaining()) {
          channel.write(from);
        }
      } else {
        gathered.put(from);
      }
      return length;
    }

    void flush() throws IOException {
      gathered.flip();
      while (gathered.hasRemaining()) {
        channel.write(gathered);
      }
      gathered.clear();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() {}
  }
}
