package org.espalier.models.space;

import java.util.List;
import java.util.Optional;
import org.espalier.models.layer.InputShape;
import org.espalier.models.layer.LayerBuilder;
import org.espalier.models.layer.Logits;
import org.espalier.models.layer.Network;
import org.espalier.models.layer.NodeInput;
import org.espalier.models.layer.Operation;
import org.espalier.models.numbers.OptionIndex;
import org.espalier.models.operation.AveragePool;
import org.espalier.models.operation.DilatedConvolution;
import org.espalier.models.operation.MaxPool;
import org.espalier.models.operation.PoolNorm;
import org.espalier.models.operation.ReluConvNorm;
import org.espalier.models.operation.SeparableConvolution;
import org.espalier.models.operation.SkipConnect;

/**
 * Three layers of 2, 3 and 4 options, 24 architectures: decisions and a description, and nothing
 * else. The first layer halves and widens, the second may be absent.
 */
public final class ToySpace implements SearchSpace {

  private static List<List<Operation>> layers(boolean affine) {
    return List.of(
        List.of(new ReluConvNorm(1, affine), new ReluConvNorm(3, affine)),
        List.of(
            new SkipConnect(affine),
            new SeparableConvolution(3, affine),
            new SeparableConvolution(5, affine)),
        List.of(
            new MaxPool(PoolNorm.PLAIN),
            new AveragePool(PoolNorm.PLAIN),
            new ReluConvNorm(3, affine),
            new DilatedConvolution(3, affine)));
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public List<Decision> decisions() {
    var layers = layers(true);
    return List.of(
        new Decision("layer0", layers.get(0).stream().map(Operation::label).toList()),
        new Decision("layer1", layers.get(1).stream().map(Operation::label).toList()),
        new Decision("layer2", layers.get(2).stream().map(Operation::label).toList()));
  }

  @Override
  public Network searchNetwork(NetworkSize size, InputShape input) {
    return new Layers(size.cells(name()), false, input);
  }

  @Override
  public Network evaluationNetwork(NetworkSize size, InputShape input, Evaluation how) {
    return new Layers(size.cells(name()), true, input);
  }

  @Override
  public NetworkSize publishedSize(InputShape input, Optional<Stem> stem) {
    return new CellSize(8, 3);
  }

  private record Layers(CellSize size, boolean affine, InputShape input) implements Network {
    @Override
    public String name() {
      return "toy";
    }

    @Override
    public OptionIndex options() {
      return OptionIndex.of(2, 3, 4);
    }

    @Override
    public <T> Logits<T> logits(LayerBuilder<T> b, T images) {
      int channels = size.channels();
      var x = b.norm("stem", b.conv("stem", images, 3, channels, 1), true);
      for (int layer = 0; layer < 3; layer++) {
        var options = layers(affine).get(layer);
        var input = new NodeInput<>("layer" + layer, layer, x, layer == 0 ? 2 : 1, options);
        x = b.node(List.of(input), 2 * channels);
      }
      return Logits.of(b.linear("classifier", b.globalAverage(b.relu(x)), input.classes()));
    }
  }
}
