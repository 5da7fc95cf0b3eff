#include "core/vision/PlateReader.h"

#include "core/vision/PlateCrop.h"

#include <opencv2/core.hpp>
#include <utility>

namespace gatehouse::vision {

namespace {

constexpr int PlateColumns = 160;
constexpr int NothingColumn = 0;
constexpr int NoColumn = -1;
// What stands between the characters of a plate counts as nothing.
constexpr QStringView Separators = u" \u00B7.-\u2022:_\u2014~*,'\"\u2019`\u00B0|\uFF1A";

// Lower case is counted for upper, and the traditional forms of province characters for the simplified.
int columnOf(const QString& character)
{
    if (character.size() != 1)
        return NoColumn;
    constexpr QStringView Traditional = u"滬蘇雲遼贛寧陝貴閩";
    constexpr QStringView Simplified = u"沪苏云辽赣宁陕贵闽";
    QChar single = character.front();
    if (Separators.contains(single))
        return NothingColumn;
    if (const qsizetype at = Traditional.indexOf(single); at >= 0)
        single = Simplified.at(at);
    if (single.unicode() < 0x80)
        single = single.toUpper();
    const auto symbol = plateSymbol(single);
    return symbol ? 1 + *symbol : NoColumn;
}

} // namespace

PlateReader::PlateReader(Network network, QStringList characters)
    : m_network(std::move(network))
    , m_characters(std::move(characters))
{
    for (const QString& character : std::as_const(m_characters))
        m_columns.push_back(columnOf(character));
    m_columns.front() = NothingColumn;
}

Result<PlateReader> PlateReader::create(const ModelCatalogue& catalogue)
{
    GATEHOUSE_TRY_ASSIGN(network, Network::load(catalogue, u"plate-reader", { QStringLiteral("softmax_11.tmp_0") }));
    GATEHOUSE_TRY_ASSIGN(keys, catalogue.load(u"plate-reader-keys"));
    QStringList characters = QString::fromUtf8(keys).split(QLatin1Char('\n'));
    if (characters.last().isEmpty())
        characters.removeLast();
    characters.prepend(QString());
    characters.append(QStringLiteral(" "));
    const QSize size = network.input().size;
    const std::vector<cv::Mat> outputs = network.run(cv::Mat::zeros(size.height(), size.width(), CV_8UC3));
    if (outputs.size() != 1 || outputs.front().dims != 3 || outputs.front().size[2] != characters.size())
        return failure(ErrorCode::ModelInvalid, QStringLiteral("the plate reader and its list of characters differ"));
    return PlateReader(std::move(network), std::move(characters));
}

std::optional<PlateReadout> PlateReader::read(const cv::Mat& picture, const PlateCorners& corners)
{
    const QSize size = m_network.input().size;
    // 127 is the grey that the network's scaling makes (almost) zero, its padding.
    cv::Mat input(size.height(), size.width(), CV_8UC3, cv::Scalar::all(127));
    plateCrop(picture, corners, QSize(PlateColumns, size.height()))
        .copyTo(input(cv::Rect(0, 0, PlateColumns, size.height())));
    const std::vector<cv::Mat> outputs = m_network.run(input);
    if (outputs.empty())
        return std::nullopt;
    return readout(outputs.front());
}

PlateReadout PlateReader::readout(const cv::Mat& output) const
{
    const int steps = output.size[1];
    const auto classes = static_cast<std::size_t>(output.size[2]);
    Emissions emissions(steps);
    QString raw;
    std::size_t previous = 0;
    for (int step = 0; step < steps; ++step) {
        const float* probabilities = output.ptr<float>(0, step);
        std::size_t best = 0;
        for (std::size_t index = 0; index < classes; ++index) {
            const float probability = probabilities[index];
            if (probability > probabilities[best])
                best = index;
            const int column = m_columns[index];
            if (column == NothingColumn)
                emissions.addNothing(step, probability);
            else if (column != NoColumn)
                emissions.addSymbol(step, column - 1, probability);
        }
        if (best != 0 && best != previous)
            raw += m_characters.at(static_cast<qsizetype>(best));
        previous = best;
    }
    return { emissions.softened(), raw };
}

} // namespace gatehouse::vision
