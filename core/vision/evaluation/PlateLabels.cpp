#include "core/vision/evaluation/PlateLabels.h"

#include "core/base/CsvReader.h"

#include <array>
#include <cmath>

namespace gatehouse::vision {

namespace {

Result<double> pixelValue(const CsvReader& reader, const CsvRow& row, QStringView column)
{
    bool isNumber = false;
    const double value = row.value(column).toDouble(&isNumber);
    if (!isNumber || !std::isfinite(value))
        return reader.refuse(row, QStringLiteral("column %1 is not a number of pixels").arg(column));
    return value;
}

Result<PlateLabel> plateLabel(const CsvReader& reader, const CsvRow& row)
{
    PlateLabel label;
    label.line = row.line();
    label.file = row.value(u"file");
    if (label.file.isEmpty())
        return reader.refuse(row, QStringLiteral("column file names no picture"));
    GATEHOUSE_TRY_ASSIGN(x, pixelValue(reader, row, u"x"));
    GATEHOUSE_TRY_ASSIGN(y, pixelValue(reader, row, u"y"));
    GATEHOUSE_TRY_ASSIGN(width, pixelValue(reader, row, u"w"));
    GATEHOUSE_TRY_ASSIGN(height, pixelValue(reader, row, u"h"));
    label.box = QRectF(x, y, width, height);
    if (label.box.width() <= 0 || label.box.height() <= 0)
        return reader.refuse(row, QStringLiteral("the box is empty"));
    const auto plate = PlateText::fromUserInput(row.value(u"plate"));
    if (!plate)
        return reader.refuse(row, QStringLiteral("column plate holds no plate"));
    label.plate = *plate;
    const auto region = regionFromCode(row.value(u"region"));
    if (!region)
        return reader.refuse(row, QStringLiteral("column region is none of cn, eu, us, br"));
    label.region = *region;
    return label;
}

} // namespace

Result<std::vector<PlateLabel>> readPlateLabels(const QString& path)
{
    GATEHOUSE_TRY_ASSIGN(reader,
        CsvReader::open(path,
            { QStringLiteral("file"), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("w"),
                QStringLiteral("h"), QStringLiteral("plate"), QStringLiteral("region") }));
    std::vector<PlateLabel> labels;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(row, reader.next());
        if (!row)
            return labels;
        GATEHOUSE_TRY_ASSIGN(label, plateLabel(reader, *row));
        labels.push_back(std::move(label));
    }
}

} // namespace gatehouse::vision
