#include "resources/demo/DrawnFace.h"

#include <QPainterPath>
#include <QRadialGradient>

#include <cmath>

namespace gatehouse::demo {

namespace {

QColor shaded(const QColor& colour, double factor, int alpha = 255)
{
    return QColor(qBound(0, int(colour.red() * factor), 255), qBound(0, int(colour.green() * factor), 255),
        qBound(0, int(colour.blue() * factor), 255), alpha);
}

// A soft spot of light or shadow.
void softSpot(QPainter& painter, QPointF centre, double radiusX, double radiusY, const QColor& colour)
{
    painter.save();
    painter.translate(centre);
    painter.scale(radiusX, radiusY);
    QRadialGradient gradient(QPointF(0, 0), 1.0);
    gradient.setColorAt(0, colour);
    QColor middle = colour;
    middle.setAlphaF(colour.alphaF() * 0.55F);
    gradient.setColorAt(0.5, middle);
    QColor clear = colour;
    clear.setAlpha(0);
    gradient.setColorAt(1, clear);
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawEllipse(QPointF(0, 0), 1, 1);
    painter.restore();
}

QPainterPath facePath(const FaceLook& look)
{
    const double half = look.faceWidth / 2;
    const double jaw = look.jawWidth / 2;
    QPainterPath path(QPointF(0, -0.5));
    path.cubicTo(half * 0.75, -0.5, half, -0.32, half, -0.08);
    path.cubicTo(half, 0.12, jaw + 0.06, 0.30, jaw * 0.72, 0.40);
    path.cubicTo(jaw * 0.45, 0.49, jaw * 0.2, 0.5, 0, 0.5);
    path.cubicTo(-jaw * 0.2, 0.5, -jaw * 0.45, 0.49, -jaw * 0.72, 0.40);
    path.cubicTo(-jaw - 0.06, 0.30, -half, 0.12, -half, -0.08);
    path.cubicTo(-half, -0.32, -half * 0.75, -0.5, 0, -0.5);
    return path;
}

void drawShoulders(QPainter& painter, const FaceLook& look)
{
    QPainterPath neck;
    neck.addRoundedRect(QRectF(-0.2, 0.25, 0.4, 0.5), 0.1, 0.1);
    painter.fillPath(neck, shaded(look.skin, 0.78));
    softSpot(painter, QPointF(0, 0.5), 0.26, 0.14, QColor(0, 0, 0, 110));
    QPainterPath body(QPointF(-0.95, 1.6));
    body.cubicTo(-0.95, 0.85, -0.6, 0.76, -0.22, 0.66);
    body.cubicTo(-0.1, 0.78, 0.1, 0.78, 0.22, 0.66);
    body.cubicTo(0.6, 0.76, 0.95, 0.85, 0.95, 1.6);
    body.closeSubpath();
    QLinearGradient cloth(QPointF(-0.9, 0.7), QPointF(0.9, 1.4));
    cloth.setColorAt(0, shaded(look.clothes, 1.15));
    cloth.setColorAt(1, shaded(look.clothes, 0.7));
    painter.fillPath(body, cloth);
}

void drawHairBehind(QPainter& painter, const FaceLook& look)
{
    QPainterPath hair;
    hair.addEllipse(QPointF(0, -0.16), look.faceWidth / 2 + 0.07, 0.44);
    if (look.hasLongHair)
        hair.addRoundedRect(QRectF(-look.faceWidth / 2 - 0.09, -0.2, look.faceWidth + 0.18, 0.85), 0.18, 0.18);
    hair.setFillRule(Qt::WindingFill);
    painter.fillPath(hair, shaded(look.hair, 0.8));
}

void drawSkin(QPainter& painter, const FaceLook& look)
{
    const QPainterPath face = facePath(look);
    // ears
    for (const double side : { -1.0, 1.0 }) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(shaded(look.skin, 0.82));
        painter.drawEllipse(QPointF(side * (look.faceWidth / 2 + 0.015), 0.02), 0.05, 0.1);
    }
    QRadialGradient skin(QPointF(-0.06, -0.06), 0.62);
    skin.setColorAt(0, shaded(look.skin, 1.1));
    skin.setColorAt(0.6, look.skin);
    skin.setColorAt(1, shaded(look.skin, 0.66));
    painter.fillPath(face, skin);
    painter.save();
    painter.setClipPath(face);
    softSpot(painter, QPointF(-look.faceWidth * 0.28, 0.14), 0.16, 0.14, QColor(205, 90, 80, 60));
    softSpot(painter, QPointF(look.faceWidth * 0.28, 0.14), 0.16, 0.14, QColor(205, 90, 80, 60));
    softSpot(painter, QPointF(0, 0.52), 0.4, 0.12, QColor(0, 0, 0, 70));
    softSpot(painter, QPointF(look.faceWidth * 0.5, 0.1), 0.16, 0.5, QColor(40, 15, 5, 80));
    if (look.hasBeard) {
        softSpot(painter, QPointF(0, 0.42), 0.42, 0.22, shaded(look.hair, 1.0, 190));
        softSpot(painter, QPointF(-0.26, 0.3), 0.13, 0.24, shaded(look.hair, 1.0, 150));
        softSpot(painter, QPointF(0.26, 0.3), 0.13, 0.24, shaded(look.hair, 1.0, 150));
        softSpot(painter, QPointF(0, 0.245), 0.18, 0.05, shaded(look.hair, 1.0, 200));
    }
    painter.restore();
}

void drawFringe(QPainter& painter, const FaceLook& look)
{
    const double half = look.faceWidth / 2 + 0.02;
    const double line = -0.5 + look.hairLine;
    QPainterPath fringe(QPointF(-half, -0.05));
    fringe.cubicTo(-half - 0.02, -0.78, half + 0.02, -0.78, half, -0.05);
    fringe.cubicTo(half - 0.03, -0.2, half * 0.7, line - 0.02, 0.1, line);
    fringe.cubicTo(-0.1, line - 0.03, -half * 0.7, line + 0.02, -half, -0.05);
    QLinearGradient shine(QPointF(-half, -0.6), QPointF(half, -0.1));
    shine.setColorAt(0, shaded(look.hair, 1.5));
    shine.setColorAt(0.5, look.hair);
    shine.setColorAt(1, shaded(look.hair, 0.7));
    painter.fillPath(fringe, shine);
}

void drawEye(QPainter& painter, const FaceLook& look, const FacePose& pose, QPointF centre, double side)
{
    const double width = look.eyeWidth / 2;
    const double height = look.eyeHeight / 2 * qMax(0.08, pose.eyesOpen);
    softSpot(painter, centre + QPointF(0, -0.02), width * 1.7, 0.075, QColor(60, 25, 15, 95));
    QPainterPath lids(centre + QPointF(-width, 0.004));
    lids.quadTo(centre + QPointF(0, -height * 2.4), centre + QPointF(width, 0));
    lids.quadTo(centre + QPointF(0, height * 1.9), centre + QPointF(-width, 0.004));
    painter.fillPath(lids, QColor(238, 234, 230));
    painter.save();
    painter.setClipPath(lids);
    const QPointF gaze = centre + QPointF(pose.yaw * 0.012, -0.002);
    const double radius = look.eyeHeight * 0.62;
    painter.setPen(Qt::NoPen);
    painter.setBrush(shaded(look.iris, 0.7));
    painter.drawEllipse(gaze, radius, radius);
    painter.setBrush(look.iris);
    painter.drawEllipse(gaze, radius * 0.82, radius * 0.82);
    painter.setBrush(QColor(12, 10, 10));
    painter.drawEllipse(gaze, radius * 0.45, radius * 0.45);
    painter.setBrush(QColor(255, 255, 255, 220));
    painter.drawEllipse(gaze + QPointF(-radius * 0.3, -radius * 0.35), radius * 0.2, radius * 0.2);
    softSpot(painter, centre + QPointF(0, -height * 1.8), width * 1.1, height, QColor(30, 15, 10, 150));
    painter.restore();
    QPainterPath upper(centre + QPointF(-width, 0.004));
    upper.quadTo(centre + QPointF(0, -height * 2.5), centre + QPointF(width, 0));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(35, 22, 18), 0.013, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(upper);
    // brow
    QPainterPath brow(centre + QPointF(-side * width * 1.15, -0.075));
    brow.quadTo(
        centre + QPointF(side * width * 0.3, -0.085 - look.browArch), centre + QPointF(side * width * 1.4, -0.058));
    painter.setPen(QPen(shaded(look.hair, 0.9, 225), look.browThickness, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(brow);
}

void drawNose(QPainter& painter, const FaceLook& look, QPointF tip)
{
    const double half = look.noseWidth / 2;
    softSpot(painter, tip + QPointF(half * 0.9, -look.noseLength * 0.45), half * 0.7, look.noseLength * 0.6,
        QColor(70, 30, 15, 75));
    softSpot(painter, tip + QPointF(-half * 0.1, -look.noseLength * 0.4), half * 0.4, look.noseLength * 0.6,
        QColor(255, 240, 225, 80));
    softSpot(painter, tip + QPointF(0, -0.015), half * 0.7, 0.035, QColor(255, 235, 220, 90));
    for (const double side : { -1.0, 1.0 }) {
        softSpot(painter, tip + QPointF(side * half * 0.95, 0.0), half * 0.45, 0.035, QColor(110, 45, 30, 120));
        softSpot(painter, tip + QPointF(side * half * 0.5, 0.022), half * 0.36, 0.014, QColor(45, 15, 10, 220));
    }
    softSpot(painter, tip + QPointF(0, 0.045), half * 1.2, 0.03, QColor(80, 35, 20, 90));
}

void drawMouth(QPainter& painter, const FaceLook& look, const FacePose& pose, QPointF centre)
{
    const double half = look.mouthWidth / 2 * (1 + 0.1 * pose.smile);
    const double lift = 0.03 * pose.smile;
    const QPointF left = centre + QPointF(-half, -lift);
    const QPointF right = centre + QPointF(half, -lift);
    const QColor lips(qBound(0, look.skin.red() - 40, 255), qBound(0, int(look.skin.green() * 0.52), 255),
        qBound(0, int(look.skin.blue() * 0.52), 255));
    QPainterPath upper(left);
    upper.cubicTo(centre + QPointF(-half * 0.4, -look.lipThickness - 0.01),
        centre + QPointF(-half * 0.1, -look.lipThickness), centre + QPointF(0, -look.lipThickness * 0.7));
    upper.cubicTo(centre + QPointF(half * 0.1, -look.lipThickness),
        centre + QPointF(half * 0.4, -look.lipThickness - 0.01), right);
    upper.quadTo(centre + QPointF(0, lift), left);
    painter.fillPath(upper, shaded(lips, 0.85));
    QPainterPath lower(left);
    lower.quadTo(centre + QPointF(0, lift), right);
    lower.quadTo(centre + QPointF(0, look.lipThickness * 2.1 + lift), left);
    painter.fillPath(lower, lips);
    QPainterPath line(left);
    line.quadTo(centre + QPointF(0, lift), right);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(70, 25, 22), 0.011, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(line);
    softSpot(
        painter, centre + QPointF(0, look.lipThickness * 0.9 + lift), half * 0.4, 0.012, QColor(255, 220, 215, 110));
    softSpot(painter, centre + QPointF(0, look.lipThickness * 2.1), half * 0.8, 0.022, QColor(60, 25, 15, 100));
}

void drawGlasses(QPainter& painter, QPointF leftEye, QPointF rightEye, double width)
{
    painter.setBrush(QColor(255, 255, 255, 22));
    painter.setPen(QPen(QColor(28, 28, 32), 0.016));
    for (const QPointF& eye : { leftEye, rightEye })
        painter.drawRoundedRect(QRectF(eye.x() - width * 0.85, eye.y() - 0.075, width * 1.7, 0.15), 0.04, 0.04);
    painter.drawLine(leftEye + QPointF(width * 0.85, -0.015), rightEye + QPointF(-width * 0.85, -0.015));
}

} // namespace

FaceLook FaceLook::numbered(int number)
{
    static const QColor skins[] = { { 226, 184, 156 }, { 141, 96, 68 }, { 240, 204, 180 }, { 198, 150, 112 },
        { 96, 64, 48 } };
    static const QColor hairs[] = { { 44, 30, 22 }, { 22, 20, 22 }, { 150, 108, 58 }, { 96, 92, 90 }, { 92, 46, 26 } };
    // A fixed spread over every feature, so that neighbours differ in most of them.
    const auto part = [number](int factor, double low, double high) {
        const double phase = std::fmod(0.5 + number * 0.6180339887 * factor, 1.0);
        return low + (high - low) * phase;
    };
    FaceLook look;
    look.skin = skins[number % 5];
    look.hair = hairs[(number * 3 + 1) % 5];
    look.iris = number % 3 == 2 ? QColor(72, 104, 128) : QColor(78, 54, 34);
    look.clothes = QColor::fromHsv((number * 73 + 210) % 360, 90, 120);
    look.faceWidth = part(1, 0.64, 0.86);
    look.jawWidth = part(2, 0.38, 0.7);
    look.eyeDistance = part(3, 0.27, 0.39);
    look.eyeWidth = part(5, 0.11, 0.18);
    look.eyeHeight = part(7, 0.038, 0.078);
    look.eyeLine = part(11, 0.41, 0.5);
    look.browThickness = part(13, 0.014, 0.05);
    look.browArch = part(17, 0.0, 0.055);
    look.noseLength = part(19, 0.17, 0.27);
    look.noseWidth = part(23, 0.1, 0.22);
    look.mouthWidth = part(29, 0.19, 0.36);
    look.lipThickness = part(31, 0.022, 0.065);
    look.hairLine = part(37, 0.11, 0.25);
    look.hasLongHair = number % 2 == 0;
    look.hasBeard = number % 4 == 1;
    look.hasGlasses = number % 5 == 3;
    return look;
}

void drawFace(QPainter& painter, const FaceLook& look, const FacePose& pose, QPointF centre, double height)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.scale(height, height);
    painter.save();
    painter.rotate(pose.roll * 0.3);
    drawShoulders(painter, look);
    painter.restore();
    painter.rotate(pose.roll);
    drawHairBehind(painter, look);
    drawSkin(painter, look);

    const double shift = pose.yaw * 0.09;
    const double lift = pose.pitch * 0.05;
    const double eyeY = -0.5 + look.eyeLine + lift;
    const double squeeze = 1 - 0.12 * std::abs(pose.yaw);
    const QPointF leftEye(-look.eyeDistance / 2 * squeeze * 1.06 + shift, eyeY);
    const QPointF rightEye(look.eyeDistance / 2 * squeeze * 1.06 + shift, eyeY);
    drawEye(painter, look, pose, leftEye, -1);
    drawEye(painter, look, pose, rightEye, 1);
    const QPointF tip(shift * 1.5, eyeY + look.noseLength);
    drawNose(painter, look, tip);
    drawMouth(painter, look, pose, QPointF(shift * 1.15, eyeY + look.noseLength + 0.145));
    if (look.hasGlasses)
        drawGlasses(painter, leftEye, rightEye, look.eyeWidth * 0.75);
    drawFringe(painter, look);
    painter.restore();
}

} // namespace gatehouse::demo
