<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FillForm</name>
    <message>
        <source>Enter: next, then deliver · Esc: back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>please fill in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>used {count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variant {number} / {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part {number} / {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowPainter</name>
    <message>
        <source>{count} parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
