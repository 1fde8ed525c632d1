package org.espalier.models.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.models.program.LoadOptions;
import org.espalier.models.program.TensorFlowEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

final class TfRecordTest {

  private static final int IMAGES = 24;

  @TempDir private Path folder;
  private final List<String> shards = new ArrayList<>();

  @BeforeEach
  void writeShards() throws IOException {
    for (int shard = 0; shard < 3; shard++) {
      var file = folder.resolve("train-0000%d-of-00003.tfrecord".formatted(shard)).toFile();
      shards.add(file.getPath());
      try (var out = new FileOutputStream(file)) {
        var writer = new TfRecordWriter(out.getChannel());
        for (int i = shard; i < IMAGES; i += 3) {
          writer.write(example(i).toBytes());
        }
      }
    }
  }

  @Test
  void tensorFlowsOwnReaderAndParserFindWhatWasWritten() {
    TensorFlowEngine.start(LoadOptions.defaults());
    try (var graph = new Graph()) {
      var tf = Ops.create(graph);
      var names = shards.toArray(String[]::new);
      var queue = tf.io.fifoQueue(List.of(TString.class));
      var files = tf.constant(NdArrays.vectorOfObjects(names));
      var enqueue = tf.io.queueEnqueueMany(queue.handle(), List.of(files));
      var record = tf.io.readerRead(tf.io.tfRecordReader().readerHandle(), queue.handle());
      var none = tf.constant(NdArrays.ofObjects(String.class, Shape.of(0)));
      var parsed =
          tf.io.parseSingleExample(
              record.value(),
              List.of(tf.constant(new long[0]), none, none),
              0L,
              List.of(),
              List.of("image/class/label", "image/encoded", "image/filename"),
              List.of(),
              List.of(Shape.scalar(), Shape.scalar(), Shape.scalar()));
      try (var session = new Session(graph)) {
        session.runner().addTarget(enqueue.op()).run().close();
        for (int place = 0; place < IMAGES; place++) {
          var runner = session.runner();
          parsed.denseValues().forEach(runner::fetch);
          try (var values = runner.run()) {
            assertIs(example(place / 8 + place % 8 * 3), values);
          }
        }
      }
    }
  }

  private static void assertIs(ImageExample expected, Result values) {
    assertThat(((TInt64) values.get(0)).getLong()).isEqualTo(expected.label());
    assertThat(((TString) values.get(1)).asBytes().getObject()).isEqualTo(expected.image());
    assertThat(((TString) values.get(2)).getObject()).isEqualTo(expected.filename());
  }

  @Test
  void damageIsFoundBeforeItIsBelieved() throws IOException {
    var out = new ByteArrayOutputStream();
    new TfRecordWriter(Channels.newChannel(out)).write(example(1).toBytes());
    var bytes = out.toByteArray();
    var flipped = bytes.clone();
    flipped[100] ^= 1;
    refused(flipped, "does not match its checksum");
    var lied = bytes.clone();
    lied[3] = 0x7F;
    refused(lied, "damaged length");
    refused(Arrays.copyOf(bytes, bytes.length - 1), "is truncated");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageExample.of(new byte[] {10, 99, 1}))
        .withMessageContaining("not a tf.train.Example");
  }

  //////////////////////////////////////////////////////////////////////////////////////////////

  private static void refused(byte[] file, String why) {
    assertThatThrownBy(
            () -> new TfRecordReader("x.tfrecord", new ByteArrayInputStream(file)).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 0 of x.tfrecord")
        .hasMessageContaining(why);
  }

  private static ImageExample example(int number) {
    var jpeg = ImageCodec.ofProcess().toJpeg(ImageCodecTest.noise(30 + number, 24), 90);
    return new ImageExample(
        ByteBuffer.wrap(jpeg),
        "JPEG",
        30 + number,
        24,
        3,
        "RGB",
        "image-" + number,
        number % 4 + 1,
        "n1",
        "one");
  }
}
