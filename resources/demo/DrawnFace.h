#pragma once

#include <QColor>
#include <QPainter>
#include <QPointF>

namespace gatehouse::demo {

// A drawn stand-in for a person: nobody's likeness. Lengths are fractions of the face's height; the same look drawn
// twice is the same "person" to the recogniser, two looks are two persons.
struct FaceLook
{
    QColor skin { 222, 178, 150 };
    QColor hair { 52, 36, 26 };
    QColor iris { 84, 62, 40 };
    QColor clothes { 60, 78, 104 };
    double faceWidth = 0.74;
    double jawWidth = 0.52;
    double eyeDistance = 0.34;
    double eyeWidth = 0.15;
    double eyeHeight = 0.055;
    double eyeLine = 0.47;
    double browThickness = 0.028;
    double browArch = 0.03;
    double noseLength = 0.22;
    double noseWidth = 0.15;
    double mouthWidth = 0.27;
    double lipThickness = 0.045;
    double hairLine = 0.17;
    bool hasLongHair = false;
    bool hasBeard = false;
    bool hasGlasses = false;

    // One of a row of clearly different looks; any number is allowed.
    static FaceLook numbered(int number);
};

// How the face is held at one moment.
struct FacePose
{
    double yaw = 0; // -1..1, about ±25 degrees: shifts the features across the face
    double pitch = 0; // -1..1
    double roll = 0; // degrees
    double eyesOpen = 1; // 0 shut … 1
    double smile = 0.3; // 0..1
};

// Paints head and shoulders; `centre` is the middle of the face, `height` its height in pixels from chin to crown.
void drawFace(QPainter& painter, const FaceLook& look, const FacePose& pose, QPointF centre, double height);

} // namespace gatehouse::demo
