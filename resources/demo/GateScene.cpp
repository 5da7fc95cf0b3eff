#include "resources/demo/GateScene.h"

#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <QRandomGenerator>

namespace gatehouse::demo {

namespace {

// Sensor noise: without it encoders and detectors see pictures no camera makes.
void addGrain(QImage& image, int seed)
{
    QRandomGenerator random(static_cast<quint32>(seed) * 2654435761U + 17U);
    for (int y = 0; y < image.height(); ++y) {
        auto* pixels = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int shift = int(random.generate() & 7U) - 3;
            pixels[x] = qRgb(qBound(0, qRed(pixels[x]) + shift, 255), qBound(0, qGreen(pixels[x]) + shift, 255),
                qBound(0, qBlue(pixels[x]) + shift, 255));
        }
    }
}

void drawYard(QPainter& painter, const QSizeF& size)
{
    QLinearGradient sky(0, 0, 0, size.height() * 0.4);
    sky.setColorAt(0, QColor(128, 150, 172));
    sky.setColorAt(1, QColor(196, 204, 208));
    painter.fillRect(QRectF(0, 0, size.width(), size.height() * 0.4), sky);
    painter.fillRect(QRectF(0, size.height() * 0.24, size.width() * 0.36, size.height() * 0.18), QColor(112, 104, 98));
    painter.fillRect(QRectF(size.width() * 0.68, size.height() * 0.18, size.width() * 0.32, size.height() * 0.24),
        QColor(126, 120, 112));
    for (int window = 0; window < 5; ++window) {
        painter.fillRect(QRectF(size.width() * (0.71 + window * 0.06), size.height() * 0.23, size.width() * 0.03,
                             size.height() * 0.05),
            QColor(70, 84, 96));
    }
    QLinearGradient ground(0, size.height() * 0.4, 0, size.height());
    ground.setColorAt(0, QColor(118, 120, 118));
    ground.setColorAt(1, QColor(84, 86, 86));
    painter.fillRect(QRectF(0, size.height() * 0.4, size.width(), size.height() * 0.6), ground);
    QPainterPath lane(QPointF(size.width() * 0.46, size.height() * 0.4));
    lane.lineTo(size.width() * 0.54, size.height() * 0.4);
    lane.lineTo(size.width() * 0.92, size.height());
    lane.lineTo(size.width() * 0.08, size.height());
    painter.fillPath(lane, QColor(66, 68, 70));
    painter.setPen(QPen(QColor(212, 208, 190), size.width() * 0.004));
    painter.drawLine(QPointF(size.width() * 0.46, size.height() * 0.4), QPointF(size.width() * 0.08, size.height()));
    painter.drawLine(QPointF(size.width() * 0.54, size.height() * 0.4), QPointF(size.width() * 0.92, size.height()));
}

// The road's perspective: the car grows as it comes and leaves through the lower edge.
double carSide(const QSizeF& size, double progress)
{
    return size.height() * (0.16 + 0.62 * qMin(progress, 1.0) + 0.5 * qMax(0.0, progress - 1));
}

constexpr double PlateShare = 0.3; // of the car's width

// A front view in a square of side 1 about the origin; wheels stand on y = 0.5.
void drawCarFront(QPainter& painter, const VehicleLook& vehicle, double pixels)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 20, 22, 150));
    painter.drawEllipse(QPointF(0, 0.5), 0.56, 0.05);
    painter.setBrush(QColor(22, 22, 24));
    painter.drawRoundedRect(QRectF(-0.47, 0.26, 0.15, 0.25), 0.04, 0.04);
    painter.drawRoundedRect(QRectF(0.32, 0.26, 0.15, 0.25), 0.04, 0.04);

    QPainterPath cabin(QPointF(-0.38, -0.08));
    cabin.cubicTo(-0.32, -0.3, -0.28, -0.42, -0.2, -0.43);
    cabin.lineTo(0.2, -0.43);
    cabin.cubicTo(0.28, -0.42, 0.32, -0.3, 0.38, -0.08);
    painter.fillPath(cabin, vehicle.paint.darker(130));
    QPainterPath glass(QPointF(-0.34, -0.08));
    glass.lineTo(-0.23, -0.37);
    glass.lineTo(0.23, -0.37);
    glass.lineTo(0.34, -0.08);
    QLinearGradient reflection(0, -0.4, 0, -0.05);
    reflection.setColorAt(0, QColor(168, 186, 198));
    reflection.setColorAt(1, QColor(48, 58, 66));
    painter.fillPath(glass, reflection);

    QPainterPath body;
    body.addRoundedRect(QRectF(-0.48, -0.1, 0.96, 0.5), 0.1, 0.1);
    QLinearGradient metal(0, -0.1, 0, 0.4);
    metal.setColorAt(0, vehicle.paint.lighter(135));
    metal.setColorAt(0.35, vehicle.paint);
    metal.setColorAt(1, vehicle.paint.darker(160));
    painter.fillPath(body, metal);
    painter.setBrush(QColor(24, 26, 28));
    painter.drawRoundedRect(QRectF(-0.2, 0.0, 0.4, 0.1), 0.03, 0.03);
    painter.drawRoundedRect(QRectF(-0.36, 0.3, 0.72, 0.08), 0.03, 0.03);
    painter.setBrush(QColor(236, 238, 226));
    painter.drawEllipse(QPointF(-0.36, 0.05), 0.085, 0.055);
    painter.drawEllipse(QPointF(0.36, 0.05), 0.085, 0.055);

    const QImage plate = drawPlate(vehicle.plateStyle, vehicle.plate, qMax(24, int(pixels * 0.14)));
    const double height = PlateShare * plate.height() / plate.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(-PlateShare / 2, 0.215 - height / 2, PlateShare, height), plate);
}

void drawBarrier(QPainter& painter, const QSizeF& size, double open)
{
    const QPointF hinge(size.width() * 0.07, size.height() * 0.955);
    painter.fillRect(QRectF(hinge.x() - size.width() * 0.02, hinge.y() - size.height() * 0.05, size.width() * 0.04,
                         size.height() * 0.3),
        QColor(208, 120, 30));
    painter.save();
    painter.translate(hinge);
    painter.rotate(-80 * open);
    const double length = size.width() * 0.86;
    const double thickness = size.height() * 0.022;
    for (int piece = 0; piece < 12; ++piece) {
        painter.fillRect(QRectF(piece * length / 12, -thickness / 2, length / 12 + 1, thickness),
            piece % 2 == 0 ? QColor(232, 232, 230) : QColor(190, 40, 40));
    }
    painter.restore();
}

QImage canvas(QSize size)
{
    return QImage(size, QImage::Format_RGB32);
}

void drawHall(QPainter& painter, const QSizeF& size)
{
    QLinearGradient wall(0, 0, size.width(), size.height());
    wall.setColorAt(0, QColor(176, 180, 180));
    wall.setColorAt(1, QColor(138, 142, 146));
    painter.fillRect(QRectF(QPointF(0, 0), size), wall);
    painter.fillRect(
        QRectF(size.width() * 0.62, size.height() * 0.08, size.width() * 0.26, size.height()), QColor(104, 92, 82));
    painter.fillRect(
        QRectF(size.width() * 0.64, size.height() * 0.11, size.width() * 0.22, size.height()), QColor(126, 112, 98));
    painter.fillRect(QRectF(size.width() * 0.06, size.height() * 0.15, size.width() * 0.22, size.height() * 0.3),
        QColor(196, 208, 212));
}

} // namespace

QImage drawEmptyLane(QSize size, double open, int grainSeed)
{
    QImage image = canvas(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawYard(painter, size);
    drawBarrier(painter, size, open);
    painter.end();
    addGrain(image, grainSeed);
    return image;
}

QImage drawVehicleScene(QSize size, const VehicleLook& vehicle, double progress, double open, int grainSeed)
{
    QImage image = canvas(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawYard(painter, size);
    const double pixels = carSide(size, progress);
    const double bottom = size.height() * (0.46 + 0.44 * qMin(progress, 1.0) + 0.9 * qMax(0.0, progress - 1));
    painter.save();
    painter.translate(size.width() * (0.5 + 0.015 * progress), bottom - pixels * 0.5);
    painter.scale(pixels, pixels);
    painter.rotate(-1.5 + 1.5 * qMin(progress, 1.0));
    drawCarFront(painter, vehicle, pixels);
    painter.restore();
    drawBarrier(painter, size, open);
    painter.end();
    addGrain(image, grainSeed);
    return image;
}

QSizeF plateInVehicleScene(QSize size, const VehicleLook& vehicle, double progress)
{
    const QSizeF plate = drawPlate(vehicle.plateStyle, vehicle.plate, 100).size();
    const double width = PlateShare * carSide(size, progress);
    return { width, width * plate.height() / plate.width() };
}

QImage drawEmptyDoor(QSize size, int grainSeed)
{
    QImage image = canvas(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawHall(painter, size);
    painter.end();
    addGrain(image, grainSeed);
    return image;
}

QImage drawDoorScene(QSize size, const FaceLook& look, const FacePose& pose, double approach, int grainSeed)
{
    QImage image = canvas(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawHall(painter, size);
    const double height = size.height() * (0.26 + 0.16 * approach);
    const QPointF centre(size.width() * (1.15 - 0.68 * approach), size.height() * (0.5 - 0.06 * approach));
    drawFace(painter, look, pose, centre, height);
    painter.end();
    addGrain(image, grainSeed);
    return image;
}

} // namespace gatehouse::demo
