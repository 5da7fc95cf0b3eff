#pragma once

#include "ui/common/Appearance.h"

#include <QImage>
#include <QRectF>
#include <QWidget>

#include <vector>

namespace gatehouse::ui {

// A picture with the faces seen in it framed: the tallest in the tone given, the others in grey. Keeps the picture's
// proportions; without one it says what belongs here.
class FaceView : public QWidget
{
    Q_OBJECT

public:
    explicit FaceView(const Appearance& look, QWidget* parent = nullptr);

    void setPicture(const QImage& picture);
    // Fractions of the picture, the tallest first.
    void setFaces(const std::vector<QRectF>& faces, Role tone);
    void setHint(const QString& hint);
    void clear();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_look;
    QImage m_picture;
    std::vector<QRectF> m_faces;
    Role m_tone = Role::Accent;
    QString m_hint;
};

} // namespace gatehouse::ui
