"use strict";(()=>{function S(t){let e=new CSSStyleSheet;e.replaceSync(t),document.adoptedStyleSheets=[...document.adoptedStyleSheets,e]}var T=`/* Where the view lies. */
.locator {
  position: absolute;
  z-index: 800;
  top: 10px;
  right: 10px;
  width: 132px;
  height: 104px;
  border: 1px solid var(--edge);
  border-radius: 4px;
  box-shadow: var(--shade);
  pointer-events: none;
}

.locator.low {
  top: auto;
  bottom: 34px;
}

.locator[hidden] {
  display: none;
}
`;var F=.03333333333333333,R=9,B=16/360,z=70/360;function v(t,e){if(t.width>F)return;let r=Math.min(Math.max(t.width*R,B),z),a=Math.min(r/e,1),i=Math.min(Math.max(t.top+t.height/2-a/2,0),1-a);return{left:t.left+t.width/2-r/2,top:i,width:r,height:a}}function P({left:t,top:e,width:r,height:a},i){let c=2**i,h=[];for(let n=Math.floor(e*c);n<Math.min((e+a)*c,c);n++)for(let o=Math.floor(t*c);o<(t+r)*c;o++)h.push({x:(o%c+c)%c,y:n,column:o});return h}var d={width:132,height:104},C=10,Z=34,O=7,k={x:0,y:0,side:1},D=5;function H(t){let e=256*2**t.getZoom(),{min:r,max:a}=t.getPixelBounds();return{left:r.x/e,top:r.y/e,width:(a.x-r.x)/e,height:(a.y-r.y)/e}}var E=async t=>{let{map:e,source:r}=t,a=e.getContainer(),i=document.createElement("canvas");i.className="locator leaflet-control",i.setAttribute("aria-hidden","true"),i.hidden=!0,a.append(i);let c=0,h=async()=>{let n=++c,o=H(e),s=v(o,d.width/d.height);if(i.hidden=!s||!I(i,a),!s||i.hidden)return;let l=d.width/s.width,p=Math.min(Math.max(Math.round(Math.log2(l/256)),0),t.lastZoom??D),w=P(s,p),b=await Promise.all(w.map(({x:g,y})=>r.borrow({z:p,x:g,y}).tile.catch(()=>{})));if(n!==c)return;let u=Math.min(devicePixelRatio,2);i.width=d.width*u,i.height=d.height*u;let m=i.getContext("2d");if(!m)return;let f=l/2**p,x=t.palette();w.forEach(({column:g,y},A)=>{m.setTransform(u,0,0,u,(g*f-s.left*l)*u,(y*f-s.top*l)*u),m.save(),m.beginPath(),m.rect(0,0,f+1,f+1),m.clip(),t.paint(m,b[A],f,k,x,p+1),m.restore()}),m.setTransform(u,0,0,u,0,0),_(m,s,l,N(w,b,p),x,t.font);let M=Math.max(o.width*l,O),L=Math.max(o.height*l,O);m.setLineDash([]),m.lineWidth=2,m.strokeStyle=x.grave,m.strokeRect((o.left+o.width/2-s.left)*l-M/2,(o.top+o.height/2-s.top)*l-L/2,M,L)};e.on("moveend",()=>window.setTimeout(()=>{h()})),await h()};function I(t,e){let{left:r,top:a,width:i,height:c}=e.getBoundingClientRect(),h=[...e.querySelectorAll(".mark.leaflet-marker-icon, .bubble")].map(o=>o.getBoundingClientRect()),n=r+i-d.width-C;for(let o of[!1,!0]){let s=o?a+c-d.height-Z:a+C;if(!h.some(l=>l.right>n&&l.left<n+d.width&&l.bottom>s&&l.top<s+d.height))return t.classList.toggle("low",o),!0}return!1}function N(t,e,r){let a=2**r;return t.flatMap(({column:i,y:c},h)=>(e[h]?.places??[]).filter(n=>n.class==="country").map(n=>({name:n.name,x:(i+n.x)/a,y:(c+n.y)/a})))}function _(t,e,r,a,i,c){let h=({x:n,y:o})=>Math.hypot(n-e.left-e.width/2,o-e.top-e.height/2);t.font=`600 10px ${c}`,t.textAlign="center",t.textBaseline="middle";for(let n of[...a].sort((o,s)=>h(o)-h(s))){let o=t.measureText(n.name).width/2+3,[s,l]=[(n.x-e.left)*r,(n.y-e.top)*r];if(!(s<o||s>d.width-o||l<8||l>d.height-8)){t.lineWidth=3,t.strokeStyle=i.halo,t.fillStyle=i.textQuiet,t.strokeText(n.name,s,l),t.fillText(n.name,s,l);return}}}S(T);globalThis.incidentmapLocate=E;})();
