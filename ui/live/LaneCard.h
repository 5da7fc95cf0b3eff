#pragma once

#include "ui/common/Widgets.h"
#include "ui/live/CardText.h"
#include "ui/live/LiveState.h"

class QComboBox;
class QHBoxLayout;

namespace gatehouse::ui {

class CropView;
class PlateEditor;

// One lane: who stands there, what the rules say and why, and the keys when it is this lane's turn. It renders a
// LaneCardState and reports what is pressed; it decides nothing.
class LaneCard : public Panel
{
    Q_OBJECT

public:
    explicit LaneCard(const Appearance& appearance, QWidget* parent = nullptr);

    enum class Keys { Here, Elsewhere }; // whose turn F5 to F7 are
    enum class Answering { Allowed, NotAllowed }; // by the role
    void render(const LaneCardState& state, UtcTime now, Keys keys, Answering answering);
    [[nodiscard]] LaneId lane() const { return m_state.lane.id; }
    [[nodiscard]] const CardText& text() const { return m_text; }

    // What F7 does: the plate editor, or "not this person".
    void startCorrection();
    void toggleReasons();
    [[nodiscard]] bool isCorrecting() const;
    void stopCorrection();
    // A correction or a reason that was not sent; forgetInput() throws it away.
    [[nodiscard]] bool hasInput() const;
    void forgetInput();
    // The operator's reason as it stands in the card; empty when none was chosen.
    [[nodiscard]] QString reason() const;

Q_SIGNALS:
    void openPressed();
    void refusePressed();
    void notThisPersonPressed();
    void undoPressed();
    void correctionMade(const gatehouse::PlateText& plate, gatehouse::Region region);
    void chosen(); // clicked: the keys shall be here

protected:
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeHead();
    void makeBody();
    void makeKeys();
    void renderKeys(Keys keys, Answering answering);
    void paintIcon();

    const Appearance& m_appearance;
    LaneCardState m_state;
    CardText m_text;
    Label* m_name;
    Label* m_gate;
    QLabel* m_icon;
    Label* m_stateWord;
    Label* m_waiting;
    CropView* m_crop;
    CropView* m_enrolled;
    Label* m_who;
    Label* m_what;
    Label* m_why;
    Label* m_sure;
    Label* m_runnerUp;
    Label* m_reasons;
    Button* m_whyButton;
    QWidget* m_keyRow;
    Button* m_open;
    Button* m_refuse;
    Button* m_correct;
    Button* m_undo;
    QWidget* m_reasonRow;
    QComboBox* m_reason;
    PlateEditor* m_editor;
    bool m_isCorrecting = false;
};

} // namespace gatehouse::ui
